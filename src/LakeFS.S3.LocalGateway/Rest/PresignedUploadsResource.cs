using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Multipart uploads whose parts are put into the block storage by pre-signed URLs.</summary>
internal static class PresignedUploadsResource
{
    private const int MostParts = 10_000;

    public static Task BeginAsync(RestExchange exchange)
    {
        BlockStore blocks = PresignedObjectsResource.Require(exchange);
        Repository repository = exchange.RequireRepository();
        exchange.RequireBranch(repository, $"branch '{exchange.Parameter("branch")}' not found");
        string path = blocks.Reserve(repository.Id, exchange.Parameter("branch"), PresignedObjectsResource.RequireKey(exchange));
        string id = blocks.Begin(path);
        int parts = ReadPartCount(exchange);
        return exchange.AnswerJsonAsync(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("physical_address", PresignedObjectsResource.AddressOf(repository, path));
                json.WriteStartArray("presigned_urls");
                for (int number = 1; number <= parts; number++)
                {
                    json.WriteStringValue(SignPart(exchange, blocks, path, id, number));
                }

                json.WriteEndArray();
                json.WriteString("upload_id", id);
                json.WriteEndObject();
            },
            StatusCodes.Status201Created);
    }

    public static async Task SignPartAsync(RestExchange exchange)
    {
        (BlockStore blocks, Repository repository, string key, JsonRequest request) = await ReadAsync(exchange, "UploadPartFrom").ConfigureAwait(false);
        string address = request.RequireString("physical_address");
        PresignedObjectsResource.RequirePlace(exchange, blocks, repository, key, address);
        string path = repository.Id + "/" + address[(repository.StorageNamespace.TrimEnd('/').Length + 1)..];
        int number = int.Parse(exchange.Parameter("part"), CultureInfo.InvariantCulture);
        await exchange.AnswerJsonAsync((Utf8JsonWriter json) =>
        {
            json.WriteStartObject();
            json.WriteString("presigned_url", SignPart(exchange, blocks, path, exchange.Parameter("upload"), number));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    public static async Task CompleteAsync(RestExchange exchange)
    {
        (BlockStore blocks, Repository repository, string key, JsonRequest request) =
            await ReadAsync(exchange, "CompletePresignMultipartUpload").ConfigureAwait(false);
        exchange.RequireWritableRepository();
        PresignedObjectsResource.RequirePlace(exchange, blocks, repository, key, request.RequireString("physical_address"));
        List<(int Number, string ETag)> parts = ReadParts(request);
        if (blocks.FindUpload(exchange.Parameter("upload")) is not { } found || !BlockStore.Matches(found, parts)
            || blocks.TakeUpload(exchange.Parameter("upload")) is not { } upload)
        {
            throw Failure("CompleteMultipartUpload");
        }

        ObjectEntry entry = new()
        {
            Key = key,
            Content = new JoinedContent(parts.Select(part => upload.Parts[part.Number].Content)),
            PhysicalAddress = request.RequireString("physical_address"),
            ETag = HashOf(parts.Select(part => upload.Parts[part.Number].Md5)),
            ContentType = PresignedObjectsResource.ContentTypeOf(request),
            Metadata = request.StringMap("user_metadata"),
            LastModified = exchange.Store.Now,
        };
        ObjectWritesResource.Write(exchange, repository, entry);
        await PresignedObjectsResource.AnswerStatsAsync(exchange, repository, entry).ConfigureAwait(false);
    }

    public static async Task AbortAsync(RestExchange exchange)
    {
        (BlockStore blocks, Repository repository, string key, JsonRequest request) =
            await ReadAsync(exchange, "AbortPresignMultipartUpload").ConfigureAwait(false);
        PresignedObjectsResource.RequirePlace(exchange, blocks, repository, key, request.RequireString("physical_address"));
        BlockUpload upload = blocks.TakeUpload(exchange.Parameter("upload")) ?? throw Failure("AbortMultipartUpload");
        foreach (StoredContent part in upload.Parts.Values)
        {
            exchange.Store.Contents.Delete(part.Content);
        }

        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    private static async Task<(BlockStore Blocks, Repository Repository, string Key, JsonRequest Request)> ReadAsync(RestExchange exchange, string schema)
    {
        BlockStore blocks = PresignedObjectsResource.Require(exchange);
        Repository repository = exchange.RequireRepository();
        return (blocks, repository, PresignedObjectsResource.RequireKey(exchange), await exchange.ReadJsonAsync(schema).ConfigureAwait(false));
    }

    private static int ReadPartCount(RestExchange exchange) =>
        !int.TryParse(exchange.Query["parts"] ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int parts)
            ? throw RestExchange.InvalidQuery("parts", "an invalid integer: invalid syntax")
            : parts is >= 0 and <= MostParts
                ? parts
                : throw new RestFailureException(400, $"parts can be between 0 and {MostParts}");

    private static List<(int Number, string ETag)> ReadParts(JsonRequest request)
    {
        if (!request.Root.TryGetProperty("parts", out JsonElement parts) || parts.ValueKind != JsonValueKind.Array)
        {
            throw request.Mismatch("parts");
        }

        return [.. parts.EnumerateArray().Select(part => (part.GetProperty("part_number").GetInt32(), part.GetProperty("etag").GetString() ?? string.Empty))];
    }

    private static string SignPart(RestExchange exchange, BlockStore blocks, string path, string id, int number) => blocks.Urls.Sign(
        exchange.Request.IsHttps,
        HttpMethods.Put,
        path,
        string.Create(CultureInfo.InvariantCulture, $"&partNumber={number}&uploadId={Uri.EscapeDataString(id)}")).Url;

    /// <summary>lakeFS shows what the object store answered.</summary>
    private static RestFailureException Failure(string operation) => new(
        500, $"operation error S3: {operation}, https response error StatusCode: 404, api error NoSuchUpload: The specified upload does not exist.");

    private static string HashOf(IEnumerable<string> md5s)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (string part in md5s)
        {
            md5.AppendData(Convert.FromHexString(part));
        }

        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }
}
