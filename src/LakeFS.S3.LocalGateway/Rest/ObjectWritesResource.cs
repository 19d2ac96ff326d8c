using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Writing and deleting objects.</summary>
internal static class ObjectWritesResource
{
    private const string ProtectedBranch = "cannot write to protected branch";
    private const int MostPaths = 1000;

    public static async Task UploadAsync(RestExchange exchange)
    {
        string path = RequirePath(exchange, "path");
        Repository repository = exchange.RequireWritableRepository(exchange.IsQueryTrue("force"));
        Branch branch = RequireTarget(exchange, repository);
        bool mustBeNew = CheckConditions(exchange, branch, path);
        RequireUnprotected(repository, branch);

        UploadContent content = await UploadContent.OpenAsync(exchange).ConfigureAwait(false);
        StoredContent stored = await exchange.Store.Contents
            .WriteAsync(content.Bytes, null, exchange.Aborted)
            .ConfigureAwait(false);
        exchange.Record.BytesIn += stored.Content.Length;
        ObjectEntry entry = new()
        {
            Key = path,
            Content = stored.Content,
            ETag = stored.Md5,
            ContentType = content.ContentType,
            Metadata = content.Metadata,
            LastModified = exchange.Store.Now,
        };
        WriteOutcome outcome = repository.Put(branch, entry, mustBeNew);
        if (outcome != WriteOutcome.Done)
        {
            exchange.Store.Contents.Delete(stored.Content);
        }

        RequireDone(outcome, branch);
        await AnswerStatsAsync(exchange, repository, entry).ConfigureAwait(false);
    }

    public static async Task CopyAsync(RestExchange exchange)
    {
        string path = RequirePath(exchange, "dest_path");
        JsonRequest request = await exchange.ReadJsonAsync("ObjectCopyCreation").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        string sourcePath = request.RequireString("src_path");
        string? sourceRef = request.OptionalString("src_ref");
        if (request.IsTrue("shallow"))
        {
            throw NotImplemented();
        }

        Branch branch = RequireTarget(exchange, repository);
        RequireUnprotected(repository, branch);
        RefTarget source = RefExpression.Resolve(repository, string.IsNullOrEmpty(sourceRef) ? branch.Name : sourceRef);
        ObjectEntry original = source.Snapshot.Find(sourcePath) ?? throw RestFailureException.NotFound();
        ObjectEntry copy = original.CopyTo(path, exchange.Store.Now);
        RequireDone(repository.Put(branch, copy), branch);
        await AnswerStatsAsync(exchange, repository, copy).ConfigureAwait(false);
    }

    public static Task DeleteAsync(RestExchange exchange)
    {
        string path = RequirePath(exchange, "path");
        Repository repository = exchange.RequireWritableRepository(exchange.IsQueryTrue("force"));
        Branch branch = exchange.RequireBranch(repository);
        RequireUnprotected(repository, branch);
        RequireDone(repository.Delete(branch, [path]), branch);
        return exchange.AnswerEmptyAsync();
    }

    /// <summary>
    /// As with S3, an empty path among others makes it delete none, and a branch that does not exist is not an error
    /// (rest-objects #81, #84). What refuses one refuses each, in an answer of 200.
    /// </summary>
    public static async Task DeleteManyAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        JsonRequest request = await exchange.ReadJsonAsync("PathList").ConfigureAwait(false);
        IReadOnlyList<string> paths = request.RequireStrings("paths");
        if (paths.Count > MostPaths)
        {
            throw new RestFailureException(400, "request size exceeded, max paths is set to 1000");
        }

        string name = exchange.Parameter("branch");
        RestExchange.RequireBranchId(name);
        string? refusal = repository.IsProtected(name) ? ProtectedBranch
            : repository.IsReadOnly && !exchange.IsQueryTrue("force") ? RestExchange.ReadOnlyRepository
            : null;
        if (refusal is null && repository.FindBranch(name) is { } branch && paths.Count > 0 && !Contains(paths, string.Empty))
        {
            _ = repository.Delete(branch, paths);
        }

        await exchange.AnswerJsonAsync((Utf8JsonWriter json) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            foreach (string path in refusal is null ? [] : paths)
            {
                json.WriteStartObject();
                json.WriteString("message", refusal);
                json.WriteString("path", path);
                json.WriteNumber("status_code", 403);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    public static async Task SetMetadataAsync(RestExchange exchange)
    {
        string path = RequirePath(exchange, "path");
        Repository repository = exchange.RequireWritableRepository();
        JsonRequest request = await exchange.ReadJsonAsync("UpdateObjectUserMetadata").ConfigureAwait(false);
        ImmutableSortedDictionary<string, string> metadata = request.StringMap("set");
        Branch branch = RequireTarget(exchange, repository);
        RequireUnprotected(repository, branch);
        ObjectEntry entry = branch.State.Working.Find(path) ?? throw RestFailureException.NotFound();
        RequireDone(repository.Put(branch, entry.CopyTo(path, entry.LastModified, metadata)), branch);
        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    public static Task CheckUploadAsync(RestExchange exchange)
    {
        RequirePath(exchange, "path");
        RequireTarget(exchange, exchange.RequireWritableRepository());
        return exchange.AnswerEmptyAsync();
    }

    /// <summary>Writes an object whose content is stored already.</summary>
    /// <exception cref="RestFailureException">The branch does not exist or is protected, or the object exists and must not.</exception>
    public static void Write(RestExchange exchange, Repository repository, ObjectEntry entry)
    {
        Branch branch = RequireTarget(exchange, repository);
        bool mustBeNew = CheckConditions(exchange, branch, entry.Key);
        RequireUnprotected(repository, branch);
        RequireDone(repository.Put(branch, entry, mustBeNew), branch);
    }

    internal static string RequirePath(RestExchange exchange, string parameter)
    {
        string path = exchange.RequireQuery(parameter);
        exchange.Record.Key = path;
        return path;
    }

    internal static Branch RequireTarget(RestExchange exchange, Repository repository) =>
        exchange.RequireBranch(repository, $"branch '{exchange.Parameter("branch")}' not found");

    internal static void RequireUnprotected(Repository repository, Branch branch)
    {
        if (repository.IsProtected(branch.Name))
        {
            throw new RestFailureException(403, ProtectedBranch);
        }
    }

    internal static void RequireDone(WriteOutcome outcome, Branch branch)
    {
        switch (outcome)
        {
            case WriteOutcome.BranchIsGone:
                throw RestFailureException.NotFound($"branch '{branch.Name}' not found");
            case WriteOutcome.KeyExists:
                throw PathExists();
            default:
                break;
        }
    }

    private static bool CheckConditions(RestExchange exchange, Branch branch, string path)
    {
        string ifNoneMatch = exchange.Request.Headers.IfNoneMatch.ToString();
        bool mustBeNew = ifNoneMatch == "*";
        if (mustBeNew && branch.State.Working.Find(path) is not null)
        {
            throw PathExists();
        }

        bool isOther = ifNoneMatch.Length > 0 && !mustBeNew;
        return isOther || exchange.Request.Headers.IfMatch.Count > 0 ? throw NotImplemented() : mustBeNew;
    }

    private static Task AnswerStatsAsync(RestExchange exchange, Repository repository, ObjectEntry entry) =>
        exchange.AnswerJsonAsync(
            json => ObjectJson.WriteStats(json, repository, entry, withMetadata: true, omitEmptyMetadata: false),
            StatusCodes.Status201Created);

    private static bool Contains(IReadOnlyList<string> paths, string path)
    {
        foreach (string item in paths)
        {
            if (item == path)
            {
                return true;
            }
        }

        return false;
    }

    private static RestFailureException PathExists() => new(412, "path already exists");

    private static RestFailureException NotImplemented() => new(501, "Not Implemented");
}
