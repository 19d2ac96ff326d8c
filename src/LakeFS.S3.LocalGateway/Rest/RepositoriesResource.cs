using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Repositories.</summary>
internal static class RepositoriesResource
{
    /// <summary>The default branch where a request names none.</summary>
    public const string DefaultBranch = "main";

    /// <summary>What storage namespaces begin with.</summary>
    public static string SchemeOf(BlockStorage storage) => storage == BlockStorage.Local ? "local://" : "mem://";

    public static Task ListAsync(RestExchange exchange)
    {
        string search = exchange.Query["search"] ?? string.Empty;
        Page<KeyValuePair<string, Repository>> page = Page.OfNamed(
            exchange,
            exchange.Store.Repositories.Where(item => item.Key.Contains(search, StringComparison.Ordinal)));
        return exchange.AnswerJsonAsync(json => page.Write(json, (_, item) => Write(json, item.Value)));
    }

    public static async Task CreateAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("RepositoryCreation").ConfigureAwait(false);
        string id = request.RequireString("name");
        string storageNamespace = request.RequireString("storage_namespace");
        string defaultBranch = request.OptionalString("default_branch") is { Length: > 0 } name ? name : DefaultBranch;
        bool isReadOnly = request.IsTrue("read_only");
        if (exchange.IsQueryTrue("bare"))
        {
            throw Unsupported.Refusal("bare repositories");
        }

        if (!NameRules.IsRepositoryId(id))
        {
            throw request.Mismatch("name");
        }

        if (!storageNamespace.Contains("://", StringComparison.Ordinal))
        {
            throw request.Mismatch("storage_namespace");
        }

        string scheme = SchemeOf(exchange.Options.BlockStorage);
        if (!storageNamespace.StartsWith(scheme, StringComparison.Ordinal))
        {
            throw new RestFailureException(400, $"failed to match required regex ^{scheme}: invalid namespace");
        }

        exchange.Record.Repository = id;
        CreationOutcome outcome = exchange.Store.Create(
            id, storageNamespace, defaultBranch, isReadOnly, out Repository? repository);
        if (outcome == CreationOutcome.NameIsTaken)
        {
            throw new RestFailureException(409, "error creating repository: not unique");
        }

        if (repository is null)
        {
            throw new RestFailureException(
                400,
                $"failed to create repository: found lakeFS objects in the storage (:{storageNamespace}) "
                + "key(_lakefs/dummy): storage namespace already in use");
        }

        if (request.IsTrue("sample_data"))
        {
            await SampleData.AddAsync(exchange, repository).ConfigureAwait(false);
        }

        await exchange.AnswerJsonAsync(json => Write(json, repository), StatusCodes.Status201Created)
            .ConfigureAwait(false);
    }

    public static Task GetAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        return exchange.AnswerJsonAsync(json => Write(json, repository));
    }

    public static Task DeleteAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireWritableRepository(exchange.IsQueryTrue("force"));
        return exchange.Store.Delete(repository.Id)
            ? exchange.AnswerEmptyAsync()
            : throw RestFailureException.NotFound("repository not found");
    }

    public static Task GetMetadataAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        return exchange.AnswerJsonAsync(json => ObjectJson.WriteStringMap(json, repository.Settings.Metadata));
    }

    public static async Task SetMetadataAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        JsonRequest request = await exchange.ReadJsonAsync("RepositoryMetadataSet").ConfigureAwait(false);
        repository.Settings.AddMetadata(request.StringMap("metadata"));
        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    public static async Task DeleteMetadataAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        JsonRequest request = await exchange.ReadJsonAsync("RepositoryMetadataKeys").ConfigureAwait(false);
        repository.Settings.RemoveMetadata(request.RequireStrings("keys"));
        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, Repository repository)
    {
        json.WriteStartObject();
        json.WriteNumber("creation_date", repository.CreationDate.ToUnixTimeSeconds());
        json.WriteString("default_branch", repository.DefaultBranch);
        json.WriteString("id", repository.Id);
        json.WriteBoolean("read_only", repository.IsReadOnly);
        json.WriteString("storage_id", string.Empty);
        json.WriteString("storage_namespace", repository.StorageNamespace);
        json.WriteEndObject();
    }
}
