using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>The conditions of a write. Of them lakeFS knows one, <c>If-None-Match: *</c> (s3-conditions).</summary>
internal static class WriteConditions
{
    /// <summary>Checks a request's conditions.</summary>
    /// <returns>Whether the key must be new, which is to be checked again when the object is written.</returns>
    /// <exception cref="S3FailureException">The key is there (412), or the condition is another one (501).</exception>
    public static bool Check(S3Exchange exchange, Branch branch)
    {
        string? ifNoneMatch = exchange.Header("If-None-Match");
        bool mustBeNew = ifNoneMatch == "*";
        if (mustBeNew && branch.State.Working.Find(exchange.Key) is not null)
        {
            throw new S3FailureException(S3Errors.PreconditionFailed);
        }

        if ((ifNoneMatch is not null && !mustBeNew) || exchange.Header("If-Match") is not null)
        {
            throw new S3FailureException(S3Errors.NotImplemented);
        }

        return mustBeNew;
    }

    /// <exception cref="S3FailureException">The write did not happen.</exception>
    public static void RequireDone(WriteOutcome outcome)
    {
        switch (outcome)
        {
            case WriteOutcome.BranchIsGone:
                throw new S3FailureException(S3Errors.NoSuchBucket);
            case WriteOutcome.KeyExists:
                throw new S3FailureException(S3Errors.PreconditionFailed);
            default:
                break;
        }
    }
}
