using System;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Objects whose content is put into the block storage first, and then linked.</summary>
internal static class PresignedObjectsResource
{
    /// <summary>Names a place to write to; with a URL if it is asked for one and the store has an endpoint.</summary>
    public static Task GetAddressAsync(RestExchange exchange)
    {
        if (exchange.Store.Blocks is not { } blocks || !exchange.IsQueryTrue("presign"))
        {
            return StagingResource.GetAddressAsync(exchange);
        }

        // Unlike the S3 gateway, lakeFS does not look for the branch yet.
        Repository repository = exchange.RequireRepository();
        string key = RequireKey(exchange);
        string path = blocks.Reserve(repository.Id, exchange.Parameter("branch"), key);
        (string url, DateTimeOffset expiry) = blocks.Urls.Sign(exchange.Request.IsHttps, HttpMethods.Put, path);
        return exchange.AnswerJsonAsync((Utf8JsonWriter json) =>
        {
            json.WriteStartObject();
            json.WriteString("physical_address", AddressOf(repository, path));
            json.WriteString("presigned_url", url);
            json.WriteNumber("presigned_url_expiry", expiry.ToUnixTimeSeconds());
            json.WriteEndObject();
        });
    }

    public static async Task LinkAsync(RestExchange exchange)
    {
        if (exchange.Store.Blocks is not { } blocks)
        {
            await StagingResource.LinkAsync(exchange).ConfigureAwait(false);
            return;
        }

        string key = RequireKey(exchange);
        JsonRequest request = await exchange.ReadJsonAsync("StagingMetadata").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        string address = request.Child("staging").RequireString("physical_address");
        string checksum = request.RequireString("checksum").Trim().Trim('"');
        BlockPlace place = RequirePlace(exchange, blocks, repository, key, address);
        long size = request.OptionalNumber("size_bytes") ?? 0;

        // lakeFS doesn't look. What is there has the length that was put.
        ObjectContent content = place.Content?.Content ?? new AbsentContent(StagingResource.BelowNamespace(repository, address), size);
        ObjectEntry entry = new()
        {
            Key = key,
            Content = content,
            ETag = checksum,
            PhysicalAddress = address,
            ContentType = ContentTypeOf(request),
            Metadata = request.StringMap("user_metadata"),
            LastModified = exchange.Store.Now,
        };
        ObjectWritesResource.Write(exchange, repository, entry);
        await AnswerStatsAsync(exchange, repository, entry).ConfigureAwait(false);
    }

    /// <summary>The store, if it has an endpoint of its own.</summary>
    /// <exception cref="RestFailureException">It has none, so that there is nothing to link or to upload to.</exception>
    public static BlockStore Require(RestExchange exchange) =>
        exchange.Store.Blocks ?? throw Unsupported.DirectAccess();

    public static string RequireKey(RestExchange exchange)
    {
        string key = exchange.RequireQuery("path");
        exchange.Record.Key = key;
        return key;
    }

    /// <summary>The place that an address names, if it was made for this object.</summary>
    /// <exception cref="RestFailureException">It was not.</exception>
    public static BlockPlace RequirePlace(RestExchange exchange, BlockStore blocks, Repository repository, string key, string address)
    {
        string prefix = repository.StorageNamespace.TrimEnd('/') + "/";
        return address.StartsWith(prefix, StringComparison.Ordinal)
            && blocks.Find($"{repository.Id}/{address[prefix.Length..]}") is { } place
            && place.Key == key
            && place.Ref == exchange.Parameter("branch")
            ? place
            : throw new RestFailureException(400, "link address: invalid address");
    }

    /// <summary>The content type that a request names; an empty one counts as none.</summary>
    public static string ContentTypeOf(JsonRequest request) =>
        request.OptionalString("content_type") is { Length: > 0 } type ? type : ObjectEntry.DefaultContentType;

    /// <summary>A path in the store as a physical address.</summary>
    public static string AddressOf(Repository repository, string path) =>
        $"{repository.StorageNamespace.TrimEnd('/')}/{path[(repository.Id.Length + 1)..]}";

    public static Task AnswerStatsAsync(RestExchange exchange, Repository repository, ObjectEntry entry) => exchange.AnswerJsonAsync(
        json => ObjectJson.WriteStats(json, repository, entry, withMetadata: true, omitEmptyMetadata: false));
}
