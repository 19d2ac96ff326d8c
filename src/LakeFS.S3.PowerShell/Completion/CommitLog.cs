using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>The recent commits of a repository's default ref.</summary>
/// <param name="request">The argument.</param>
/// <param name="repository">The repository.</param>
internal sealed class CommitLog(CompletionRequest request, string repository)
{
    private const int MaxCommits = 50;
    private const int MaxLabel = 40;
    private const int ShortLength = 12;

    /// <summary>The commits, the newest first.</summary>
    /// <param name="stop">Cancels the requests.</param>
    public async Task<IReadOnlyList<LakeCommit>> RecentAsync(CancellationToken stop)
    {
        ObjectName name = new() { Repository = repository };
        if (new LakeRepositories(request.LakeFS!).WithoutRef(name) is not null)
        {
            await new LakeRepositories(request.LakeFS!).DefaultBranchAsync(repository, stop).ConfigureAwait(false);
        }

        string reference = request.Connection.ResolvePrefix(name).Ref;
        return (await request.ListAsync(
            $"log of {repository} {reference}", new LakeCommits(request.LakeFS!).LogAsync(repository, reference, new LogOptions { First = MaxCommits }, stop), stop)
            .ConfigureAwait(false)).Items;
    }

    /// <summary>Completes the ids of the recent commits.</summary>
    /// <param name="typed">The part of the id that was typed.</param>
    /// <param name="stop">Cancels the requests.</param>
    public async IAsyncEnumerable<Proposal> FindAsync(string typed, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (LakeCommit commit in Matching(await RecentAsync(stop).ConfigureAwait(false), typed))
        {
            yield return Complete(request, typed, commit, tail: string.Empty);
        }
    }

    /// <summary>The commits whose id begins with what was typed, in any case.</summary>
    public static IEnumerable<LakeCommit> Matching(IReadOnlyList<LakeCommit> commits, string typed) =>
        commits.Where(commit => commit.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase));

    /// <summary>The completion of a commit id. The list shows its beginning and the message, because an id fills a line.</summary>
    public static Proposal Complete(CompletionRequest request, string typed, LakeCommit commit, string tail)
    {
        string label = $"{ShortId(commit.Id)} {commit.Message}";
        if (label.Length > MaxLabel)
        {
            label = label.Remove(MaxLabel - 3) + "...";
        }

        return request.Complete(typed, commit.Id + tail, label, $"commit {Describe(commit)}");
    }

    /// <summary>Describes a commit on one line.</summary>
    public static string Describe(LakeCommit commit) => $"{ShortId(commit.Id)}: {commit.Message} ({commit.Committer}, {Age.Of(commit.CreationDate)})";

    /// <summary>The beginning of an id, which is enough to tell it from others.</summary>
    public static string ShortId(string id) => id.Length > ShortLength ? id.Substring(0, ShortLength) : id;
}
