using System.Globalization;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>GetObject and HeadObject.</summary>
internal static class ObjectReading
{
    public static Task GetAsync(S3Exchange exchange)
    {
        ObjectEntry entry = RefRules.RequireObject(exchange);
        RequireContent(entry);
        ByteRange range = Describe(exchange, entry);
        ContentProtection.AddTo(exchange.Response);
        exchange.Record.BytesOut += range.Length;
        return entry.Content.CopyToAsync(exchange.Response.Body, range.Start, range.Length, exchange.Aborted);
    }

    public static Task HeadAsync(S3Exchange exchange)
    {
        Describe(exchange, RefRules.RequireObject(exchange));
        return Task.CompletedTask;
    }

    /// <exception cref="S3FailureException">It is not in the storage.</exception>
    public static void RequireContent(ObjectEntry entry)
    {
        if (entry.Content is AbsentContent)
        {
            throw new S3FailureException(S3Errors.NoSuchVersion);
        }
    }

    /// <summary>Sets what GET and HEAD say about an object. HEAD honours Range too (s3-range #29).</summary>
    private static ByteRange Describe(S3Exchange exchange, ObjectEntry entry)
    {
        ByteRange range = ByteRange.Parse(exchange.Header("Range"), entry.Size);
        switch (range.Kind)
        {
            case RangeKind.Unsatisfiable:
                throw new S3FailureException(S3Errors.InvalidRange);
            case RangeKind.Failure:
                throw new S3FailureException(S3Errors.InternalError);
            default:
                break;
        }

        HttpResponse response = exchange.Response;
        exchange.SetRequestId();
        response.StatusCode = StatusCodes.Status200OK;
        if (range.Kind == RangeKind.Partial)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture, $"bytes {range.Start}-{range.Start + range.Length - 1}/{entry.Size}");
        }

        response.ContentLength = range.Length;
        response.ContentType = entry.ContentType;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = $"\"{entry.ETag}\"";
        response.Headers.LastModified = entry.LastModified.ToString("R", CultureInfo.InvariantCulture);
        UserMetadata.Write(entry, response.Headers);
        return range;
    }
}
