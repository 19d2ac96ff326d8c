using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Actions;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Branches.</summary>
internal static class BranchesResource
{
    public static Task ListAsync(RestExchange exchange)
    {
        bool showHidden = exchange.IsQueryTrue("show_hidden");
        Page<KeyValuePair<string, Branch>> page = Page.OfNamed(
            exchange,
            exchange.RequireRepository().Branches.Where(item => showHidden || !item.Value.IsHidden));
        return exchange.AnswerJsonAsync(json => page.Write(json, (_, item) => Write(json, item.Value)));
    }

    /// <summary>Answers the commit id as plain text (rest-branches #5).</summary>
    public static async Task CreateAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("BranchCreation").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        string name = request.RequireString("name");
        string source = request.RequireString("source");
        bool isHidden = request.IsTrue("hidden");
        exchange.Record.Ref = name;
        if (name.Length == 0)
        {
            throw new RestFailureException(500, "argument branch: required value: validation error");
        }

        if (!NameRules.IsBranchId(name))
        {
            throw new RestFailureException(
                400,
                "argument branch: branch id: invalid value: validation error: branch id must consist of letters, "
                + "digits, underscores and dashes, and cannot start with a dash");
        }

        if (repository.FindTag(name) is not null)
        {
            throw new RestFailureException(409, $"tag ID {name}: conflict found");
        }

        if (repository.FindBranch(name) is not null)
        {
            throw AlreadyExists();
        }

        Commit head = RestExchange.RequireCommit(repository, source, $"source reference '{source}': ");
        HookEvent e = new("pre-create-branch", repository, source, RefExpression.Resolve(repository, source).Snapshot)
        {
            Branch = name,
            CommitId = head.Id,
        };
        await Hooks.RunAsync(e, exchange.Aborted).ConfigureAwait(false);
        if (!repository.AddBranch(name, head, isHidden))
        {
            throw AlreadyExists();
        }

        Hooks.RunAfter(e with { Type = "post-create-branch" });
        await exchange.AnswerTextAsync(StatusCodes.Status201Created, head.Id).ConfigureAwait(false);
    }

    public static Task GetAsync(RestExchange exchange)
    {
        Branch branch = exchange.RequireBranch(exchange.RequireRepository());
        return exchange.AnswerJsonAsync(json => Write(json, branch));
    }

    /// <summary>Neither uncommitted changes nor protection keep a branch (rest-branches #47, s3-protected #43).</summary>
    public static async Task DeleteAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireWritableRepository(exchange.IsQueryTrue("force"));
        Branch branch = exchange.RequireBranch(repository);
        if (branch.Name == repository.DefaultBranch)
        {
            throw new RestFailureException(403, "cannot delete repository default branch");
        }

        Commit head = branch.State.Head;
        HookEvent e = new("pre-delete-branch", repository, head.Id, head.Snapshot) { Branch = branch.Name };
        await Hooks.RunAsync(e, exchange.Aborted).ConfigureAwait(false);
        if (!repository.DeleteBranch(branch.Name))
        {
            throw RestFailureException.NotFound("branch not found");
        }

        Hooks.RunAfter(e with { Type = "post-delete-branch" });
        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    /// <summary>Discards uncommitted changes: all, those under a prefix or that of one object.</summary>
    public static async Task ResetAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("ResetCreation").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        string type = request.RequireString("type");
        string path = request.OptionalString("path") ?? string.Empty;
        Func<string, bool> filter = type switch
        {
            "reset" => _ => true,
            "common_prefix" => key => key.StartsWith(path, StringComparison.Ordinal),
            "object" => key => key == path,
            _ => throw request.Mismatch("type"),
        };
        Branch branch = exchange.RequireBranch(repository);
        if (repository.IsProtected(branch.Name))
        {
            throw new RestFailureException(403, "cannot write to protected branch");
        }

        if (type == "object" && path.Length == 0)
        {
            throw new RestFailureException(400, "argument path: missing path: required value: validation error");
        }

        try
        {
            BranchMove.Reset(repository, branch, filter);
        }
        catch (HistoryException refusal)
        {
            throw HistoryFailures.Of(refusal, string.Empty);
        }

        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    public static Task HardResetAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireWritableRepository(exchange.IsQueryTrue("force"));
        string reference = exchange.RequireQuery("ref");
        Branch branch = exchange.RequireBranch(repository);
        if (repository.IsProtected(branch.Name))
        {
            throw new RestFailureException(403, "protected branch");
        }

        Commit commit = RestExchange.RequireCommit(repository, reference, $"hard-reset {branch.Name} to {reference}: ");
        try
        {
            BranchMove.HardReset(repository, branch, commit);
        }
        catch (HistoryException refusal)
        {
            throw HistoryFailures.Of(refusal, string.Empty);
        }

        return exchange.AnswerEmptyAsync();
    }

    private static RestFailureException AlreadyExists() => new(409, "branch already exists: not unique");

    private static void Write(Utf8JsonWriter json, Branch branch)
    {
        json.WriteStartObject();
        json.WriteString("commit_id", branch.State.Head.Id);
        json.WriteString("id", branch.Name);
        json.WriteEndObject();
    }
}
