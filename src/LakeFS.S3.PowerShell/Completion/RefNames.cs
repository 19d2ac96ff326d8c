using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the refs of a repository.</summary>
/// <param name="request">The argument.</param>
/// <param name="repository">The repository.</param>
internal sealed class RefNames(CompletionRequest request, string repository)
{
    /// <summary>Branches, then tags, then recent commits; branches alone where the argument takes no others.</summary>
    /// <param name="typed">The part of the name that was typed.</param>
    /// <param name="tail">The text after the name.</param>
    /// <param name="stop">Cancels the requests.</param>
    public async IAsyncEnumerable<Proposal> FindAsync(string typed, string tail, [EnumeratorCancellation] CancellationToken stop)
    {
        // They are asked for at the same time, because the prompt waits.
        Task<IReadOnlyList<LakeBranch>> branches = BranchesAsync(typed, stop);
        Task<IReadOnlyList<LakeTag>> tags = request.TakesBranchesOnly ? Task.FromResult<IReadOnlyList<LakeTag>>([]) : OrNoneAsync(TagsAsync(typed, stop));
        Task<IReadOnlyList<LakeCommit>> recent = OrNoneAsync(new CommitLog(request, repository).RecentAsync(stop));
        await Task.WhenAll(branches, tags, recent).ConfigureAwait(false);
        IReadOnlyList<LakeCommit> log = await recent.ConfigureAwait(false);
        Dictionary<string, LakeCommit> commits = log.ToDictionary(commit => commit.Id, StringComparer.Ordinal);
        foreach (LakeBranch branch in await branches.ConfigureAwait(false))
        {
            yield return request.Complete(typed, branch.Ref + tail, toolTip: Describe("branch", branch.Ref, branch.CommitId, commits));
        }

        foreach (LakeTag tag in await tags.ConfigureAwait(false))
        {
            yield return request.Complete(typed, tag.Ref + tail, toolTip: Describe("tag", tag.Ref, tag.CommitId, commits));
        }

        foreach (LakeCommit commit in request.TakesBranchesOnly ? [] : CommitLog.Matching(log, typed))
        {
            yield return CommitLog.Complete(request, typed, commit, tail);
        }
    }

    /// <summary>Tags alone.</summary>
    /// <param name="typed">The part of the name that was typed.</param>
    /// <param name="stop">Cancels the requests.</param>
    public async IAsyncEnumerable<Proposal> FindTagsAsync(string typed, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (LakeTag tag in await TagsAsync(typed, stop).ConfigureAwait(false))
        {
            yield return request.Complete(typed, tag.Ref, toolTip: Describe("tag", tag.Ref, tag.CommitId, new Dictionary<string, LakeCommit>()));
        }
    }

    private Task<IReadOnlyList<LakeBranch>> BranchesAsync(string typed, CancellationToken stop)
    {
        LakeBranches branches = new(request.LakeFS!);
        return Matches.FindAsync(
            request, $"branches of {repository}", typed, prefix => branches.ListAsync(repository, prefix, includeHidden: false, stop), branch => branch.Ref, stop);
    }

    private Task<IReadOnlyList<LakeTag>> TagsAsync(string typed, CancellationToken stop)
    {
        LakeTags tags = new(request.LakeFS!);
        return Matches.FindAsync(request, $"tags of {repository}", typed, prefix => tags.ListAsync(repository, prefix, stop), tag => tag.Ref, stop);
    }

    // A key pair may see branches, and neither tags nor commits.
    private static async Task<IReadOnlyList<T>> OrNoneAsync<T>(Task<IReadOnlyList<T>> list)
    {
        try
        {
            return await list.ConfigureAwait(false);
        }
        catch (LakeS3Exception error) when (error.Kind is LakeErrorKind.PermissionDenied or LakeErrorKind.NotSupported or LakeErrorKind.NotFound)
        {
            return [];
        }
    }

    private static string Describe(string kind, string name, string? commitId, Dictionary<string, LakeCommit> commits) =>
        commitId is null ? $"{kind} {name}"
        : commits.TryGetValue(commitId, out LakeCommit? commit) ? $"{kind} {name} at {CommitLog.Describe(commit)}"
        : $"{kind} {name} at {CommitLog.ShortId(commitId)}";
}
