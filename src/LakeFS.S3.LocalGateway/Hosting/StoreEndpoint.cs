using System.Globalization;
using System.Text;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>
/// The block storage's own endpoint, on ports of its own: GET and PUT by pre-signed URLs and nothing else. Like S3, it refuses
/// requests that carry other credentials, too.
/// </summary>
internal static class StoreEndpoint
{
    private static readonly object Mark = new();

    /// <summary>Marks the connections to a port as the store's.</summary>
    public static ConnectionDelegate Install(ConnectionDelegate next) => connection =>
    {
        connection.Items[Mark] = Mark;
        return next(connection);
    };

    /// <summary>Whether a request came to the store's port.</summary>
    public static bool Covers(HttpContext context) => context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) == true;

    /// <summary>Names the operation, for the request log and for faults.</summary>
    public static void Describe(HttpContext context, RequestTarget target, RepositoryStore store, RequestRecord record)
    {
        record.Operation = context.Request.Method switch
        {
            "GET" => "StoreGet",
            "PUT" => target.Query.Has("partNumber") ? "StorePutPart" : "StorePut",
            "HEAD" => "StoreHead",
            _ => record.Operation,
        };
        if (store.Blocks?.Find(PathOf(target)) is { } place)
        {
            record.Repository = place.Repository;
            record.Ref = place.Ref;
            record.Key = place.Key;
        }
    }

    public static Task HandleAsync(HttpContext context, RequestTarget target, RepositoryStore store, RequestRecord record)
    {
        BlockStore blocks = store.Blocks!;
        HttpRequest request = context.Request;
        if (request.Headers.Authorization.Count > 0)
        {
            return AnswerErrorAsync(context, new S3Error(400, "InvalidArgument", "Only one auth mechanism allowed"));
        }

        S3Error? refusal = blocks.Urls.Check(request.Method, target.RawPath, target.RawQuery) switch
        {
            BlockUrlState.Unsigned => new S3Error(403, "AccessDenied", "Access Denied"),
            BlockUrlState.Expired => new S3Error(403, "AccessDenied", "Request has expired"),
            BlockUrlState.Forged => new S3Error(403, "SignatureDoesNotMatch", $"The signature of {target.RawQuery} does not match."),
            _ => null,
        };
        if (refusal is not null || blocks.Find(PathOf(target)) is not { } place)
        {
            return AnswerErrorAsync(context, refusal ?? new S3Error(404, "NoSuchKey", "The specified key does not exist."));
        }

        return HttpMethods.IsPut(request.Method) ? PutAsync(context, target, store, place, record) : GetAsync(context, place, record);
    }

    public static async Task AnswerErrorAsync(HttpContext context, S3Error error)
    {
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = "application/xml";
        byte[] body = HttpMethods.IsHead(context.Request.Method) ? [] : Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{error.Code}</Code><Message>{System.Security.SecurityElement.Escape(error.Message)}</Message></Error>");
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task PutAsync(HttpContext context, RequestTarget target, RepositoryStore store, BlockPlace place, RequestRecord record)
    {
        BlockUpload? upload = null;
        if (target.Query["uploadId"] is { } id && (upload = store.Blocks!.FindUpload(id)) is null)
        {
            await AnswerErrorAsync(context, new S3Error(404, "NoSuchUpload", "The specified upload does not exist.")).ConfigureAwait(false);
            return;
        }

        StoredContent stored = await store.Contents
            .WriteAsync(context.Request.Body, context.Request.ContentLength, context.RequestAborted).ConfigureAwait(false);
        record.BytesIn += stored.Content.Length;
        if (upload is null)
        {
            place.Content = stored;
            place.LastModified = store.Now;
        }
        else
        {
            upload.Parts[int.Parse(target.Query["partNumber"]!, CultureInfo.InvariantCulture)] = stored;
        }

        context.Response.Headers.ETag = $"\"{stored.Md5}\"";
        context.Response.ContentLength = 0;
    }

    private static async Task GetAsync(HttpContext context, BlockPlace place, RequestRecord record)
    {
        if (place.Content is not { } stored)
        {
            await AnswerErrorAsync(context, new S3Error(404, "NoSuchKey", "The specified key does not exist.")).ConfigureAwait(false);
            return;
        }

        HttpResponse response = context.Response;
        ByteRange range = ByteRange.Parse(context.Request.Headers.Range, stored.Content.Length);
        if (range.Kind is RangeKind.Unsatisfiable or RangeKind.Failure)
        {
            await AnswerErrorAsync(context, new S3Error(416, "InvalidRange", "The requested range is not satisfiable")).ConfigureAwait(false);
            return;
        }

        if (range.Kind == RangeKind.Partial)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture, $"bytes {range.Start}-{range.Start + range.Length - 1}/{stored.Content.Length}");
        }

        response.Headers.ETag = $"\"{stored.Md5}\"";
        response.Headers.LastModified = place.LastModified.ToString("R", CultureInfo.InvariantCulture);
        response.ContentType = "binary/octet-stream";
        response.ContentLength = range.Length;
        record.BytesOut += range.Length;
        await stored.Content.CopyToAsync(response.Body, range.Start, range.Length, context.RequestAborted).ConfigureAwait(false);
    }

    private static string PathOf(RequestTarget target) => target.Path.TrimStart('/');
}
