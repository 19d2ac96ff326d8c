using System;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Reading objects.</summary>
internal static partial class ObjectsResource
{
    private const string RangePattern = @"^bytes=((\d*-\d*,? ?)+)$";

    public static async Task GetAsync(RestExchange exchange)
    {
        (_, ObjectEntry entry) = Require(exchange);
        RefusePresigning(exchange);
        if (exchange.Request.Headers.IfNoneMatch == $"\"{entry.ETag}\"")
        {
            exchange.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        ByteRange range = ReadRange(exchange, entry);
        IHeaderDictionary headers = exchange.Response.Headers;
        Describe(exchange, entry);
        headers.ContentDisposition = IsShownInline(entry.ContentType) ? "inline" : "attachment";
        ContentProtection.AddTo(exchange.Response);
        if (range.Kind is RangeKind.Unsatisfiable or RangeKind.Failure)
        {
            headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{entry.Size}");
            await exchange.AnswerErrorAsync(416, "Requested Range Not Satisfiable").ConfigureAwait(false);
            return;
        }

        if (entry.Content is AbsentContent)
        {
            throw new RestFailureException(410, "No data");
        }

        SetLength(exchange, entry, range);
        exchange.Record.BytesOut += range.Length;
        await entry.Content.CopyToAsync(exchange.Response.Body, range.Start, range.Length, exchange.Aborted)
            .ConfigureAwait(false);
    }

    public static Task HeadAsync(RestExchange exchange)
    {
        exchange.Record.Key = exchange.Query["path"];
        Repository repository = exchange.RequireRepository();
        RefTarget target = RefExpression.Resolve(repository, exchange.Parameter("ref"));
        if (target.Snapshot.Find(exchange.Query["path"] ?? string.Empty) is not { } entry)
        {
            return exchange.AnswerEmptyAsync(StatusCodes.Status404NotFound);
        }

        ByteRange range = ReadRange(exchange, entry);
        if (range.Kind is RangeKind.Unsatisfiable or RangeKind.Failure)
        {
            return exchange.AnswerEmptyAsync(StatusCodes.Status416RangeNotSatisfiable);
        }

        Describe(exchange, entry);
        exchange.Response.Headers.AcceptRanges = "bytes";
        SetLength(exchange, entry, range);
        return Task.CompletedTask;
    }

    public static Task StatAsync(RestExchange exchange)
    {
        (Repository repository, ObjectEntry entry) = Require(exchange);
        (string, DateTimeOffset)? signed = null;
        if (exchange.Store.Blocks is not { } blocks)
        {
            RefusePresigning(exchange);
        }
        else if (exchange.IsQueryTrue("presign"))
        {
            string path = blocks.Show(repository.Id, exchange.Parameter("ref"), entry);
            signed = blocks.Urls.Sign(exchange.Request.IsHttps, HttpMethods.Get, path);
        }

        bool withMetadata = exchange.Query["user_metadata"] != "false";
        return exchange.AnswerJsonAsync(
            json => ObjectJson.WriteStats(json, repository, entry, withMetadata, omitEmptyMetadata: false, signed));
    }

    public static Task ListAsync(RestExchange exchange)
    {
        int size = exchange.PageSize();
        Repository repository = exchange.RequireRepository();
        RefTarget target = ResolveRef(exchange, repository);
        RefusePresigning(exchange);
        bool withMetadata = exchange.Query["user_metadata"] != "false";
        Page<ListedItem> page = Page.Take(
            SnapshotListing.List(
                target.Snapshot,
                exchange.Query["prefix"] ?? string.Empty,
                exchange.Query["delimiter"] ?? string.Empty,
                exchange.Query["after"] ?? string.Empty),
            size,
            item => item.Path);
        return exchange.AnswerJsonAsync(json => page.Write(json, (_, item) =>
        {
            if (item.Entry is { } entry)
            {
                ObjectJson.WriteStats(json, repository, entry, withMetadata, omitEmptyMetadata: true);
            }
            else
            {
                ObjectJson.WriteCommonPrefix(json, item.Path);
            }
        }));
    }

    public static Task GetPropertiesAsync(RestExchange exchange)
    {
        Require(exchange);
        return exchange.AnswerJsonAsync((Utf8JsonWriter json) =>
        {
            json.WriteStartObject();
            json.WriteNull("storage_class");
            json.WriteEndObject();
        });
    }

    /// <exception cref="RestFailureException">The request asks for a URL of the storage.</exception>
    public static void RefusePresigning(RestExchange exchange)
    {
        if (exchange.IsQueryTrue("presign"))
        {
            throw new RestFailureException(400, "local adapter presigned URL: operation not supported");
        }
    }

    private static (Repository Repository, ObjectEntry Entry) Require(RestExchange exchange)
    {
        string path = exchange.RequireQuery("path");
        exchange.Record.Key = path;
        Repository repository = exchange.RequireRepository();
        return (repository, ResolveRef(exchange, repository).Snapshot.Find(path) ?? throw RestFailureException.NotFound());
    }

    private static RefTarget ResolveRef(RestExchange exchange, Repository repository)
    {
        RefTarget target = RefExpression.Resolve(repository, exchange.Parameter("ref"));
        return target.Status switch
        {
            RefStatus.Found => target,
            RefStatus.NotFound => throw RestFailureException.NotFound(),
            _ => throw new RestFailureException(400, "ref: invalid value: validation error"),
        };
    }

    private static ByteRange ReadRange(RestExchange exchange, ObjectEntry entry)
    {
        string header = exchange.Request.Headers.Range.ToString();
        if (header.Length > 0 && !RangeSyntax().IsMatch(header))
        {
            throw new RestFailureException(
                400,
                "parameter \"Range\" in header has an error: string doesn't match the regular expression "
                + $"\"{RangePattern}\"\nSchema:\n  {{}}\n");
        }

        return ByteRange.Parse(header.Length == 0 ? null : header, entry.Size);
    }

    private static void Describe(RestExchange exchange, ObjectEntry entry)
    {
        exchange.Response.ContentType = entry.ContentType;
        IHeaderDictionary headers = exchange.Response.Headers;
        headers.CacheControl = "no-store, must-revalidate";
        headers.Expires = "0";
        headers.ETag = $"\"{entry.ETag}\"";
        headers.LastModified = entry.LastModified.ToString("R", CultureInfo.InvariantCulture);
    }

    private static void SetLength(RestExchange exchange, ObjectEntry entry, ByteRange range)
    {
        exchange.Response.StatusCode = StatusCodes.Status200OK;
        exchange.Response.ContentLength = range.Length;
        if (range.Kind == RangeKind.Partial)
        {
            exchange.Response.StatusCode = StatusCodes.Status206PartialContent;
            exchange.Response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture, $"bytes {range.Start}-{range.Start + range.Length - 1}/{entry.Size}");
        }
    }

    /// <summary>JSON is recorded as shown inline, octet streams as not (rest-objects #20, #22).</summary>
    private static bool IsShownInline(string contentType) =>
        contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("image/", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(RangePattern)]
    private static partial Regex RangeSyntax();
}
