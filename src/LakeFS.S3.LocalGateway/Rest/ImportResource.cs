using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Import, which the local block storage does not support; with an import folder the gateway does.</summary>
internal static class ImportResource
{
    private const string StrategyKey = ".lakefs.merge.strategy";

    public static async Task StartAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireWritableRepository();
        JsonRequest request = await exchange.ReadJsonAsync("ImportCreation").ConfigureAwait(false);
        if (request.Root.ValueKind != JsonValueKind.Object
            || !request.Root.TryGetProperty("paths", out JsonElement paths)
            || paths.ValueKind != JsonValueKind.Array
            || paths.EnumerateArray().Any(path => path.ValueKind != JsonValueKind.Object
                || !path.TryGetProperty("type", out JsonElement type)
                || type.ValueKind != JsonValueKind.String
                || type.GetString() is not ("common_prefix" or "object")
                || Text(path, "path") is null
                || Text(path, "destination") is null))
        {
            throw request.Mismatch("paths");
        }

        JsonRequest commit = request.Child("commit");
        string message = commit.RequireString("message");
        if (exchange.Options.ImportFolder is not { } folder)
        {
            throw new RestFailureException(403, "import is not supported for this storage");
        }

        Branch branch = exchange.RequireBranch(repository);
        List<ImportSource> sources = [.. paths.EnumerateArray().Select(path => SourceOf(exchange, repository, path))];
        CommitDescription description = new(
            message.Length == 0 ? "Import objects" : message,
            commit.StringMap("metadata").SetItem(StrategyKey, "source-wins"),
            RestExchange.UserName,
            exchange.Store.Now.ToUnixTimeSeconds());
        ImportJob job = exchange.Store.AddImport();
        Importer importer = new(exchange.Store, folder, exchange.Options.ImportTimePerObject);
        _ = Task.Run(() => importer.RunAsync(job, repository, branch, sources, description));
        await exchange.AnswerJsonAsync(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("id", job.Id);
                json.WriteEndObject();
            },
            StatusCodes.Status202Accepted).ConfigureAwait(false);
    }

    public static Task GetStatusAsync(RestExchange exchange)
    {
        ImportState state = RequireJob(exchange).State;
        return exchange.AnswerJsonAsync(json =>
        {
            json.WriteStartObject();
            if (state.Commit is { } commit)
            {
                json.WritePropertyName("commit");
                CommitsResource.Write(json, commit);
            }

            json.WriteBoolean("completed", state.Commit is not null);
            if (state.Error is { } error)
            {
                json.WriteStartObject("error");
                json.WriteString("message", error);
                json.WriteEndObject();
            }

            json.WriteNumber("ingested_objects", state.Ingested);
            json.WriteString("update_time", state.Updated);
            json.WriteEndObject();
        });
    }

    /// <summary>An import that is complete cannot be stopped any more.</summary>
    public static Task CancelAsync(RestExchange exchange)
    {
        ImportJob job = RequireJob(exchange);
        return job.Stop(exchange.Store.Now) || job.State.Commit is null
            ? exchange.AnswerEmptyAsync()
            : throw new RestFailureException(409, "conflict found");
    }

    private static ImportJob RequireJob(RestExchange exchange)
    {
        exchange.RequireRepository();
        return exchange.Store.FindImport(exchange.RequireQuery("id")) ?? throw RestFailureException.NotFound();
    }

    private static ImportSource SourceOf(RestExchange exchange, Repository repository, JsonElement path)
    {
        string url = Text(path, "path")!;
        bool isObject = Text(path, "type") == "object";
        string scheme = RepositoriesResource.SchemeOf(exchange.Options.BlockStorage);
        if (url.StartsWith(repository.StorageNamespace, StringComparison.Ordinal))
        {
            throw new RestFailureException(
                400,
                $"import path ({url}) in repository namespace ({repository.StorageNamespace}) is prohibited: invalid import source");
        }

        string below = url.StartsWith(scheme, StringComparison.Ordinal)
            ? url[scheme.Length..]
            : throw new RestFailureException(400, $"path '{url}' is not of this storage: invalid address");
        return below.Split('/').Contains("..")
            ? throw new RestFailureException(400, $"path '{url}': invalid address")
            : new ImportSource(below, Text(path, "destination")!, isObject);
    }

    private static string? Text(JsonElement parent, string member) =>
        parent.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
