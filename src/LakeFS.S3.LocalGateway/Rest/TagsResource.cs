using System.Collections.Generic;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Actions;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Tags.</summary>
internal static class TagsResource
{
    public static Task ListAsync(RestExchange exchange)
    {
        Page<KeyValuePair<string, Commit>> page = Page.OfNamed(exchange, exchange.RequireRepository().Tags);
        return exchange.AnswerJsonAsync(json => page.Write(json, (_, item) => Write(json, item.Key, item.Value)));
    }

    /// <summary>A tag that exists stays, also where <c>force</c> is asked for (rest-tags #6).</summary>
    public static async Task CreateAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("TagCreation").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        string id = request.RequireString("id");
        string reference = request.RequireString("ref");
        if (id.Length == 0)
        {
            throw new RestFailureException(500, "argument tagID: required value: validation error");
        }

        if (!NameRules.IsTagId(id))
        {
            throw new RestFailureException(400, "argument tagID: tag id: invalid value: validation error");
        }

        if (RefExpression.Resolve(repository, reference).IsStaging)
        {
            throw new RestFailureException(
                400, "ref: invalid value: validation error: should point to a commit");
        }

        if (repository.FindBranch(id) is not null)
        {
            throw new RestFailureException(409, $"branch name {id}: conflict found");
        }

        Commit commit = RestExchange.RequireCommit(repository, reference, string.Empty);
        if (repository.FindTag(id) is not null)
        {
            throw AlreadyExists();
        }

        HookEvent e = EventOf("pre-create-tag", repository, id, commit);
        await Hooks.RunAsync(e, exchange.Aborted).ConfigureAwait(false);
        if (!repository.AddTag(id, commit))
        {
            throw AlreadyExists();
        }

        Hooks.RunAfter(e with { Type = "post-create-tag" });
        await exchange.AnswerJsonAsync(json => Write(json, id, commit), StatusCodes.Status201Created)
            .ConfigureAwait(false);
    }

    public static Task GetAsync(RestExchange exchange)
    {
        string id = exchange.Parameter("tag");
        Commit commit = exchange.RequireRepository().FindTag(id)
            ?? throw RestFailureException.NotFound("tag not found");
        return exchange.AnswerJsonAsync(json => Write(json, id, commit));
    }

    public static async Task DeleteAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireWritableRepository(exchange.IsQueryTrue("force"));
        string id = exchange.Parameter("tag");
        Commit commit = repository.FindTag(id) ?? throw RestFailureException.NotFound("tag not found");
        HookEvent e = EventOf("pre-delete-tag", repository, id, commit);
        await Hooks.RunAsync(e, exchange.Aborted).ConfigureAwait(false);
        if (!repository.DeleteTag(id))
        {
            throw RestFailureException.NotFound("tag not found");
        }

        Hooks.RunAfter(e with { Type = "post-delete-tag" });
        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    private static HookEvent EventOf(string type, Repository repository, string id, Commit commit) =>
        new(type, repository, commit.Id, commit.Snapshot) { Tag = id, CommitId = commit.Id };

    private static RestFailureException AlreadyExists() => new(409, "tag already exists: not unique");

    private static void Write(Utf8JsonWriter json, string id, Commit commit)
    {
        json.WriteStartObject();
        json.WriteString("commit_id", commit.Id);
        json.WriteString("id", id);
        json.WriteEndObject();
    }
}
