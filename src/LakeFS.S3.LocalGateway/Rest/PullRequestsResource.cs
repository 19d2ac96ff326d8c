using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Pull requests.</summary>
internal static class PullRequestsResource
{
    private static readonly string[] Statuses = [PullRequest.Open, PullRequest.Closed, PullRequest.Merged];

    public static Task ListAsync(RestExchange exchange)
    {
        string status = exchange.Query["status"] ?? "all";
        if (status is not ("all" or PullRequest.Open or PullRequest.Closed))
        {
            throw RestExchange.InvalidQuery("status", "value is not one of the allowed values [\"open\",\"closed\",\"all\"]");
        }

        // What is merged is closed too.
        Page<KeyValuePair<string, PullRequest>> page = Page.OfNamed(
            exchange,
            exchange.RequireRepository().PullRequests.All.Where(
                item => status == "all" || (item.Value.Status == PullRequest.Open) == (status == PullRequest.Open)));
        return exchange.AnswerJsonAsync(json => page.Write(json, (_, item) => Write(json, item.Value, isWhole: false)));
    }

    public static async Task CreateAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("PullRequestCreation").ConfigureAwait(false);
        string title = request.RequireString("title");
        string source = request.RequireString("source_branch");
        string destination = request.RequireString("destination_branch");
        Repository repository = exchange.RequireRepository();
        if (source == destination)
        {
            throw new RestFailureException(400, "source and destination branches are the same: same branch validation error");
        }

        if (repository.FindBranch(source) is null || repository.FindBranch(destination) is null)
        {
            throw RestFailureException.NotFound("branch not found");
        }

        DateTimeOffset now = exchange.Store.Now;
        PullRequest pull = new()
        {
            Id = TimedId.Create(now),
            Title = title,
            Description = request.OptionalString("description") ?? string.Empty,
            Author = RestExchange.UserName,
            Source = source,
            Destination = destination,
            CreationDate = now,
        };
        repository.PullRequests.Add(pull);
        await exchange.AnswerJsonAsync(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("id", pull.Id);
                json.WriteEndObject();
            },
            StatusCodes.Status201Created).ConfigureAwait(false);
    }

    public static Task GetAsync(RestExchange exchange)
    {
        PullRequest pull = Require(exchange, exchange.RequireRepository());
        return exchange.AnswerJsonAsync(json => Write(json, pull, isWhole: true));
    }

    /// <summary>Takes any status, also of one that was merged (rest-pulls #25, #38).</summary>
    public static async Task UpdateAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("PullRequestBasic").ConfigureAwait(false);
        string? title = request.OptionalString("title");
        string? description = request.OptionalString("description");
        string? status = request.OptionalString("status");
        if (status is not null && !Statuses.Contains(status))
        {
            throw request.Mismatch("status");
        }

        Repository repository = exchange.RequireRepository();
        PullRequest found = Require(exchange, repository);
        repository.PullRequests.Update(found.Id, pull => pull with
        {
            Title = title ?? pull.Title,
            Description = description ?? pull.Description,
            Status = status ?? pull.Status,
            ClosedDate = status is null or PullRequest.Open ? pull.ClosedDate : exchange.Store.Now,
        });
        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    public static async Task MergeAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        PullRequest pull = Require(exchange, repository);
        if (pull.Status != PullRequest.Open)
        {
            throw new RestFailureException(400, "bad pull request status");
        }

        Branch branch = repository.FindBranch(pull.Destination) ?? throw RestFailureException.NotFound("branch not found");
        Commit? merged = await Merging.MergeAsync(exchange, new MergeOrder(repository, pull.Source, branch)).ConfigureAwait(false);
        if (merged is null)
        {
            // A message, unlike a merge by itself.
            throw new RestFailureException(409, $"update branch {branch.Name}: conflict found");
        }

        repository.PullRequests.Update(pull.Id, open => open with
        {
            Status = PullRequest.Merged,
            ClosedDate = exchange.Store.Now,
            MergedCommitId = merged.Id,
        });
        await MergeResource.AnswerReferenceAsync(exchange, StatusCodes.Status200OK, merged.Id).ConfigureAwait(false);
    }

    private static PullRequest Require(RestExchange exchange, Repository repository)
    {
        string id = exchange.Parameter("pull");
        return !TimedId.IsId(id)
            ? throw new RestFailureException(400, "argument pullRequestID: pull request id: invalid value: validation error")
            : repository.PullRequests.Find(id) ?? throw RestFailureException.NotFound("pull request not found");
    }

    private static void Write(Utf8JsonWriter json, PullRequest pull, bool isWhole)
    {
        json.WriteStartObject();
        json.WriteString("author", pull.Author);
        if (pull.ClosedDate is { } closed)
        {
            json.WriteString("closed_date", closed.UtcDateTime);
        }

        json.WriteString("creation_date", pull.CreationDate.UtcDateTime);
        if (isWhole)
        {
            json.WriteString("description", pull.Description);
        }

        json.WriteString("destination_branch", pull.Destination);
        json.WriteString("id", pull.Id);
        if (isWhole && pull.MergedCommitId is { } commit)
        {
            json.WriteString("merged_commit_id", commit);
        }

        json.WriteString("source_branch", pull.Source);
        json.WriteString("status", pull.Status);
        json.WriteString("title", pull.Title);
        json.WriteEndObject();
    }
}
