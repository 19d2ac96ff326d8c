using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Actions;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Import, which the local block storage does not support; with an import folder the gateway does.</summary>
internal static class ImportResource
{
    // lakeFS 1.84 puts it before whatever ended an import.
    private const string ErrorPrefix = "import error: ";

    private const string StrategyKey = ".lakefs.merge.strategy";

    public static async Task StartAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("ImportCreation").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
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
        List<ImportSource> sources = [.. paths.EnumerateArray().Select(path => SourceOf(repository, path))];
        CommitDescription description = new(
            message.Length == 0 ? "Import objects" : message,
            commit.StringMap("metadata").SetItem(StrategyKey, "source-wins"),
            RestExchange.UserName,
            exchange.Store.Now.ToUnixTimeSeconds());
        ImportJob job = exchange.Store.AddImport();
        HookEvent e = new("pre-commit", repository, branch.Name, branch.State.Working) { Branch = branch.Name, Commit = description };
        string runBefore = string.Empty;
        Importer importer = new(
            exchange.Store,
            folder,
            RepositoriesResource.SchemeOf(exchange.Options.BlockStorage),
            exchange.Options.ImportTimePerObject,
            async state => runBefore = await ApproveAsync(e with { Actions = state.Working }).ConfigureAwait(false),
            imported =>
            {
                repository.Runs.SetCommit(runBefore, imported.Id);
                Hooks.RunAfter(e with { Type = "post-commit", SourceRef = imported.Id, Actions = imported.Snapshot, CommitId = imported.Id });
            });
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
                json.WriteString("message", ErrorPrefix + error);
                json.WriteEndObject();
            }

            json.WriteNumber("ingested_objects", state.Ingested);

            // lakeFS writes the state of an import that runs down every second, whether it got further or not.
            json.WriteString("update_time", state.HasEnded ? state.Updated : exchange.Store.Now);
            json.WriteEndObject();
        });
    }

    /// <summary>An import that is complete cannot be stopped any more.</summary>
    public static Task CancelAsync(RestExchange exchange)
    {
        ImportJob job = RequireJob(exchange);
        return job.Stop(exchange.Store.Now)
            ? exchange.AnswerEmptyAsync()
            : throw new RestFailureException(409, "conflict found");
    }

    private static async Task<string> ApproveAsync(HookEvent e)
    {
        try
        {
            return await Hooks.RunAsync(e, CancellationToken.None).ConfigureAwait(false);
        }
        catch (HookAbortException abort)
        {
            throw new ImportRefusedException(abort.Message);
        }
    }

    private static ImportJob RequireJob(RestExchange exchange)
    {
        exchange.RequireRepository();
        return exchange.Store.FindImport(exchange.RequireQuery("id")) ?? throw RestFailureException.NotFound();
    }

    private static ImportSource SourceOf(Repository repository, JsonElement path)
    {
        string url = Text(path, "path")!;
        bool isObject = Text(path, "type") == "object";
        if (url.StartsWith(repository.StorageNamespace, StringComparison.Ordinal))
        {
            throw new RestFailureException(
                400,
                $"import path ({url}) in repository namespace ({repository.StorageNamespace}) is prohibited: invalid import source");
        }

        return isObject || !repository.StorageNamespace.StartsWith(url, StringComparison.Ordinal)
            ? new ImportSource(url, Text(path, "destination")!, isObject)
            : throw new RestFailureException(
                400, $"prefix ({url}) contains repository namespace: ({repository.StorageNamespace}), invalid import source");
    }

    private static string? Text(JsonElement parent, string member) =>
        parent.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
