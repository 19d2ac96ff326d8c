using System;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>Operations on repositories seen as buckets.</summary>
internal static class BucketOperations
{
    /// <summary>All repositories at once; prefix is honoured, max-buckets is not (s3-buckets #4).</summary>
    public static Task ListAsync(S3Exchange exchange)
    {
        string prefix = exchange.Query["prefix"] ?? string.Empty;
        S3XmlWriter xml = new S3XmlWriter().Start("ListAllMyBucketsResult"u8).Start("Buckets"u8);
        foreach ((string id, Repository repository) in exchange.Store.Repositories)
        {
            if (id.StartsWith(prefix, StringComparison.Ordinal))
            {
                xml.Start("Bucket"u8)
                    .Element("CreationDate"u8, repository.CreationDate)
                    .Element("Name"u8, id)
                    .End("Bucket"u8);
            }
        }

        xml.End("Buckets"u8)
            .Start("Owner"u8)
            .Element("DisplayName"u8, string.Empty)
            .Element("ID"u8, string.Empty)
            .End("Owner"u8)
            .End("ListAllMyBucketsResult"u8);
        return exchange.AnswerXmlAsync(xml);
    }

    public static Task HeadAsync(S3Exchange exchange)
    {
        exchange.AnswerEmpty(StatusCodes.Status200OK);
        return Task.CompletedTask;
    }

    /// <summary>Never creates: the repository is there, or the request does not come as far (s3-buckets #9, #11).</summary>
    public static Task CreateAsync(S3Exchange exchange) =>
        throw new S3FailureException(S3Errors.BucketAlreadyExists);

    public static Task GetLocationAsync(S3Exchange exchange) =>
        exchange.AnswerXmlAsync(
            new S3XmlWriter().StartWithNamespace("LocationConstraint"u8).End("LocationConstraint"u8));

    public static Task GetVersioningAsync(S3Exchange exchange) =>
        exchange.AnswerXmlAsync(
            new S3XmlWriter().StartWithNamespace("VersioningConfiguration"u8).End("VersioningConfiguration"u8));

    /// <summary>The same on an object, without a namespace (s3-unsupported #40).</summary>
    public static Task GetObjectVersioningAsync(S3Exchange exchange) =>
        exchange.AnswerXmlAsync(
            new S3XmlWriter().Start("VersioningConfiguration"u8).End("VersioningConfiguration"u8));

    /// <summary>An empty set, also for a key that does not exist (s3-unsupported #46).</summary>
    public static Task GetObjectTaggingAsync(S3Exchange exchange) =>
        exchange.AnswerXmlAsync(new S3XmlWriter()
            .StartWithNamespace("Tagging"u8)
            .Start("TagSet"u8)
            .End("TagSet"u8)
            .End("Tagging"u8));
}
