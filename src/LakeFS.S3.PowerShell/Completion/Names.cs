using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the names of repositories, and of what is in one.</summary>
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

        LakeRepositories repositories = new(lake);
        foreach (LakeRepository found in await Matches.FindAsync(
            request, "repositories", typed, prefix => repositories.ListAsync(prefix, stop), repository => repository.Repository, stop).ConfigureAwait(false))
        {
            string toolTip = found.DefaultBranch is null ? found.Repository : $"{found.Repository}, default branch {found.DefaultBranch}";
            yield return request.Complete(typed, found.Repository + tail, toolTip: toolTip);
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
