using System;
using System.Security.Cryptography;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// Where a content is stored, as lakeFS 1.84 names it below the storage namespace: <c>data/</c> and two ids of 20 digits, that of
/// a partition and its own. Clients look for this form; lakeFS's own tests do.
/// </summary>
internal static class ContentAddress
{
    /// <summary>A new address.</summary>
    public static string Create() => Of(Guid.NewGuid());

    /// <summary>The address of a content that has an id already.</summary>
    public static string Of(Guid id)
    {
        Span<char> digits = stackalloc char[2 * TimedId.Length];
        IdDigits.Write(SHA256.HashData(id.ToByteArray()), digits);
        return $"data/{digits[..TimedId.Length]}/{digits[TimedId.Length..]}";
    }
}
