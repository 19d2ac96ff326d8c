using System;
using System.Collections.Generic;

namespace LakeFS.S3.Errors;

/// <summary>Something that an operation could not remove from the server.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Repository">The repository, or the bucket of a plain S3 store.</param>
/// <param name="Ref">The branch; null on plain S3.</param>
/// <param name="Key">The object's key; empty for an import.</param>
/// <param name="Id">The id of the upload or import; empty if it is not known.</param>
/// <param name="Reason">Why it could not be removed.</param>
internal sealed record Leftover(LeftoverKind Kind, string Repository, string? Ref, string Key, string Id, string Reason)
{
    // A new exception would lose the stack trace and, for a canceled operation, the token.
    private const string DataKey = "LakeS3.Leftover";

    /// <summary>Finds what was left behind when an exception was thrown.</summary>
    public static IReadOnlyList<Leftover> Of(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure.Data[DataKey] is IReadOnlyList<Leftover> left)
            {
                return left;
            }
        }

        return [];
    }

    /// <summary>Records with an exception that this was left behind.</summary>
    public void RecordWith(Exception failure) => failure.Data[DataKey] = new List<Leftover>(Of(failure)) { this };
}
