using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the names of repositories and branches.</summary>
internal static class Names
{
    /// <summary>Repositories, at the end of the word.</summary>
    /// <param name="request">The argument.</param>
    /// <param name="typed">The part of the name that was typed.</param>
    /// <param name="tail">The text after the name.</param>
    /// <param name="stop">Cancels the requests.</param>
    public static async IAsyncEnumerable<Proposal> RepositoriesAsync(
        CompletionRequest request, string typed, string tail, [EnumeratorCancellation] CancellationToken stop)
    {
        if (request.LakeFS is not LakeS3Connection lake)
        {
            yield break;
        }

        await foreach (LakeRepository found in new LakeRepositories(lake).ListAsync(typed, stop).ConfigureAwait(false))
        {
            yield return request.Complete(typed, found.Repository + tail);
        }
    }

    /// <summary>Branches of a repository, at the end of the word.</summary>
    /// <param name="request">The argument.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="typed">The part of the name that was typed.</param>
    /// <param name="tail">The text after the name.</param>
    /// <param name="stop">Cancels the requests.</param>
    public static async IAsyncEnumerable<Proposal> BranchesAsync(
        CompletionRequest request, string repository, string typed, string tail, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (LakeBranch found in new LakeBranches(request.LakeFS!).ListAsync(repository, typed, includeHidden: false, stop).ConfigureAwait(false))
        {
            yield return request.Complete(typed, found.Ref + tail);
        }
    }

    /// <summary>Names in a repository, or addresses of them, which start with the repository.</summary>
    /// <param name="request">The argument.</param>
    /// <param name="inRepository">Completes names in a repository.</param>
    /// <param name="stop">Cancels the requests.</param>
    public static async IAsyncEnumerable<Proposal> OrAddressAsync(
        CompletionRequest request, Func<string, string, IAsyncEnumerable<Proposal>> inRepository, [EnumeratorCancellation] CancellationToken stop)
    {
        if (request.LakeFS is null)
        {
            yield break;
        }

        (string? repository, string? name, _) = AddressUri.IsAddress(request.Word) ? AddressUri.Split(request.Word) : (request.Repository(), request.Word, null);
        IAsyncEnumerable<Proposal> proposals = name is null ? RepositoriesAsync(request, repository!, "/", stop) : inRepository(repository!, name);
        await foreach (Proposal proposal in proposals.WithCancellation(stop).ConfigureAwait(false))
        {
            yield return proposal;
        }
    }
}
