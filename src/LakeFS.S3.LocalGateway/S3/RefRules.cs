using System.Text;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>Finds what a request's ref and key stand for, or says what lakeFS says where they do not.</summary>
internal static class RefRules
{
    /// <summary>The branch to write to.</summary>
    /// <exception cref="S3FailureException">
    /// The ref is not a branch (404 NoSuchBucket, s3-refs #57) or could not be the name of one (500, s3-refs #65).
    /// </exception>
    public static Branch RequireBranch(S3Exchange exchange)
    {
        if (!NameRules.IsBranchId(exchange.Ref))
        {
            throw new S3FailureException(S3Errors.InternalError);
        }

        return exchange.Repository.FindBranch(exchange.Ref)
            ?? throw new S3FailureException(S3Errors.NoSuchBucket);
    }

    /// <summary>The object to read.</summary>
    /// <exception cref="S3FailureException">
    /// There is none (404 NoSuchKey, s3-refs #33), or the ref expression or the key cannot be (500, s3-refs #23).
    /// </exception>
    public static ObjectEntry RequireObject(S3Exchange exchange)
    {
        RequireKeyLength(exchange.Key);
        RefTarget target = RefExpression.Resolve(exchange.Repository, exchange.Ref);
        if (target.Status == RefStatus.Invalid)
        {
            throw new S3FailureException(S3Errors.InternalError);
        }

        return target.Snapshot.Find(exchange.Key) ?? throw new S3FailureException(S3Errors.NoSuchKey);
    }

    /// <exception cref="S3FailureException">The key is too long (500, s3-slash-keys #49).</exception>
    public static void RequireKeyLength(string key)
    {
        if (key.Length > NameRules.LongestKey / 3 && Encoding.UTF8.GetByteCount(key) > NameRules.LongestKey)
        {
            throw new S3FailureException(S3Errors.InternalError);
        }
    }

    /// <exception cref="S3FailureException">Nothing may be written to the branch (s3-protected #10).</exception>
    public static void RequireUnprotected(S3Exchange exchange, Branch branch)
    {
        if (exchange.Repository.IsProtected(branch.Name))
        {
            throw new S3FailureException(S3Errors.WriteToProtectedBranch);
        }
    }
}
