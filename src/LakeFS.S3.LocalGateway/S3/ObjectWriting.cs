using System.Collections.Immutable;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>PutObject.</summary>
internal static class ObjectWriting
{
    public static async Task PutAsync(S3Exchange exchange)
    {
        Branch branch = RefRules.RequireBranch(exchange);
        RefRules.RequireKeyLength(exchange.Key);
        bool mustBeNew = WriteConditions.Check(exchange, branch);
        RefRules.RequireUnprotected(exchange, branch);
        ImmutableSortedDictionary<string, string> metadata = UserMetadata.Read(exchange.Request.Headers);

        StoredContent stored = await ReceiveAsync(exchange).ConfigureAwait(false);
        ObjectEntry entry = new()
        {
            Key = exchange.Key,
            Content = stored.Content,
            ETag = stored.Md5,
            ContentType = ContentTypeOf(exchange),
            Metadata = metadata,
            LastModified = exchange.Store.Now,
        };
        WriteOutcome outcome = exchange.Repository.Put(branch, entry, mustBeNew);
        if (outcome != WriteOutcome.Done)
        {
            exchange.Store.Contents.Delete(stored.Content);
        }

        WriteConditions.RequireDone(outcome);
        AnswerETag(exchange, entry.ETag);
    }

    /// <summary>Keeps a request's body. An incomplete body, or one that does not verify, leaves nothing behind.</summary>
    public static async Task<StoredContent> ReceiveAsync(S3Exchange exchange)
    {
        StoredContent stored = await exchange.Store.Contents
            .WriteAsync(exchange.Body, exchange.BodyLength, exchange.Aborted)
            .ConfigureAwait(false);
        exchange.Record.BytesIn += stored.Content.Length;
        return stored;
    }

    public static string ContentTypeOf(S3Exchange exchange) =>
        exchange.Header("Content-Type") ?? ObjectEntry.DefaultContentType;

    public static void AnswerETag(S3Exchange exchange, string etag)
    {
        exchange.AnswerEmpty(StatusCodes.Status200OK);
        exchange.Response.ContentLength = 0;
        exchange.Response.Headers.ETag = $"\"{etag}\"";
    }
}
