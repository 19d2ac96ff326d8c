using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>CopyObject. Conditions, also on the target, are ignored (s3-copy #54 to #56).</summary>
internal static class ObjectCopying
{
    public static Task CopyAsync(S3Exchange exchange)
    {
        CopySource source = CopySource.Parse(exchange.Header(CopySource.HeaderName)!);
        Branch branch = RefRules.RequireBranch(exchange);
        RefRules.RequireKeyLength(exchange.Key);
        if (source.Key.Length == 0)
        {
            throw new S3FailureException(S3Errors.MissingCopySourcePath);
        }

        ObjectEntry original = source.Find(exchange.Store) ?? throw new S3FailureException(S3Errors.NoSuchKey);
        if (exchange.Repository.IsProtected(branch.Name))
        {
            throw new S3FailureException(S3Errors.CopyToProtectedBranch);
        }

        // The directive is case-sensitive, and replaces the user metadata but not the content type (s3-copy #20, #24).
        bool replaces = exchange.Header("x-amz-metadata-directive") == "REPLACE";
        ObjectEntry copy = original.CopyTo(
            exchange.Key,
            exchange.Store.Now,
            replaces ? UserMetadata.Read(exchange.Request.Headers) : null);
        WriteConditions.RequireDone(exchange.Repository.Put(branch, copy));
        return AnswerAsync(exchange, copy.LastModified, copy.ETag);
    }

    /// <summary>The answer to a copy, also of a part.</summary>
    public static Task AnswerAsync(S3Exchange exchange, System.DateTimeOffset lastModified, string etag) =>
        exchange.AnswerXmlAsync(new S3XmlWriter()
            .Start("CopyObjectResult"u8)
            .Element("LastModified"u8, lastModified)
            .ETag(etag)
            .End("CopyObjectResult"u8));
}
