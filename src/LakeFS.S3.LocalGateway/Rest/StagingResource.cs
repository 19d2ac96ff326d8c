using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Objects by their physical address, where the storage has no endpoint of its own: nobody else can write to it.</summary>
internal static class StagingResource
{
    /// <summary>Names an address to write to, though nobody can. The branch need not be there, nor be written to.</summary>
    public static Task GetAddressAsync(RestExchange exchange)
    {
        string path = ObjectWritesResource.RequirePath(exchange, "path");
        Repository repository = exchange.RequireRepository();
        string address = LinkAddress.Create(repository.Id, exchange.Parameter("branch"), path);
        return exchange.AnswerJsonAsync((Utf8JsonWriter json) =>
        {
            json.WriteStartObject();
            json.WriteString("physical_address", AddressOf(repository, address));
            json.WriteNull("presigned_url");
            json.WriteEndObject();
        });
    }

    /// <summary>Links an address that was named before. Nobody can have written to it, so that there is no content.</summary>
    public static async Task LinkAsync(RestExchange exchange)
    {
        string path = ObjectWritesResource.RequirePath(exchange, "path");
        JsonRequest request = await exchange.ReadJsonAsync("StagingMetadata").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        string linked = request.Child("staging").RequireString("physical_address");
        string checksum = request.RequireString("checksum").Trim().Trim('"');
        if (!linked.StartsWith(AddressOf(repository, "data/"), StringComparison.Ordinal))
        {
            throw Unsupported.Refusal($"objects whose content is not in the repository's storage namespace, as {linked}");
        }

        string address = BelowNamespace(repository, linked);
        LinkAddress.Verify(repository.Id, exchange.Parameter("branch"), path, address);
        if (checksum.Length == 0)
        {
            throw new RestFailureException(400, "checksum is required");
        }

        ObjectEntry entry = new()
        {
            Key = path,
            Content = new AbsentContent(address, request.OptionalNumber("size_bytes") ?? 0),
            ETag = checksum,
            ContentType = PresignedObjectsResource.ContentTypeOf(request),
            Metadata = request.StringMap("user_metadata"),
            LastModified = TimeOf(request) ?? exchange.Store.Now,
        };
        ObjectWritesResource.Write(exchange, repository, entry);
        await PresignedObjectsResource.AnswerStatsAsync(exchange, repository, entry).ConfigureAwait(false);
    }

    /// <summary>Lets another key have the content of an object of a branch.</summary>
    public static async Task StageAsync(RestExchange exchange)
    {
        string path = ObjectWritesResource.RequirePath(exchange, "path");
        JsonRequest request = await exchange.ReadJsonAsync("ObjectStageCreation").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        string address = request.RequireString("physical_address");
        string checksum = request.RequireString("checksum");
        _ = request.OptionalNumber("size_bytes") ?? throw request.Mismatch("size_bytes");
        string scheme = RepositoriesResource.SchemeOf(exchange.Options.BlockStorage);
        if (!address.StartsWith(scheme, StringComparison.Ordinal))
        {
            throw new RestFailureException(
                400, $"physical address is not valid for block adapter: {scheme[..scheme.IndexOf(':', StringComparison.Ordinal)]}");
        }

        Branch branch = exchange.RequireBranch(repository);
        ObjectWritesResource.RequireUnprotected(repository, branch);
        ObjectEntry known = repository.Branches.Values
            .SelectMany(other => other.State.Working.Entries)
            .FirstOrDefault(entry => AddressOf(repository, entry.Content.Address) == address)
            ?? throw Unsupported.Refusal($"objects whose content is not that of an object of a branch already: there is none at {address}");
        ObjectEntry staged = new()
        {
            Key = path,
            Content = known.Content,
            ETag = checksum,
            ContentType = PresignedObjectsResource.ContentTypeOf(request),
            Metadata = request.StringMap("metadata"),
            LastModified = TimeOf(request) ?? exchange.Store.Now,
        };
        ObjectWritesResource.RequireDone(repository.Put(branch, staged), branch);
        await exchange.AnswerJsonAsync(
            json => ObjectJson.WriteStats(json, repository, staged, withMetadata: false, omitEmptyMetadata: true),
            StatusCodes.Status201Created).ConfigureAwait(false);
    }

    /// <summary>What follows the storage namespace in one of its addresses.</summary>
    public static string BelowNamespace(Repository repository, string address) => address[AddressOf(repository, string.Empty).Length..];

    private static DateTimeOffset? TimeOf(JsonRequest request) =>
        request.OptionalNumber("mtime") is { } time ? DateTimeOffset.FromUnixTimeSeconds(time) : null;

    private static string AddressOf(Repository repository, string content) => $"{repository.StorageNamespace.TrimEnd('/')}/{content}";
}
