using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.S3;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the names of repositories, and of what is in one.</summary>
internal static class Names
{
    /// <summary>The repository or bucket in what was typed, which may be the beginning of an address.</summary>
    /// <param name="word">What was typed.</param>
    public static string ContainerIn(string word) => AddressUri.IsAddress(word) ? AddressUri.Split(word).Repository! : word;

    /// <summary>Repositories, at the end of the word.</summary>
    /// <param name="request">The argument.</param>
    /// <param name="typed">The part of the name that was typed.</param>
    /// <param name="tail">The text after the name.</param>
    /// <param name="stop">Cancels the requests.</param>
    public static IAsyncEnumerable<Proposal> RepositoriesAsync(CompletionRequest request, string typed, string tail, CancellationToken stop) =>
        FindAsync(request, typed, tail, request.LakeFS is LakeS3Connection lake ? prefix => new LakeRepositories(lake).ListAsync(prefix, stop) : null, stop);

    /// <summary>Buckets, at the end of the word: on lakeFS repositories. A router has no list of them, because its profiles are patterns.</summary>
    /// <inheritdoc cref="RepositoriesAsync"/>
    public static IAsyncEnumerable<Proposal> BucketsAsync(CompletionRequest request, string typed, string tail, CancellationToken stop) =>
        request.Connection is LakeS3Connection { Store: StoreKind.S3 } store
            ? FindAsync(request, typed, tail, prefix => new S3Client(store).Lists.RepositoriesAsync(prefix.Length == 0 ? null : prefix, stop), stop)
            : RepositoriesAsync(request, typed, tail, stop);

    private static async IAsyncEnumerable<Proposal> FindAsync(
        CompletionRequest request,
        string typed,
        string tail,
        Func<string, IAsyncEnumerable<LakeRepository>>? list,
        [EnumeratorCancellation] CancellationToken stop)
    {
        if (list is null)
        {
            yield break;
        }

        foreach (LakeRepository found in await Matches.FindAsync(
            request, "repositories", typed, list, repository => repository.Repository, stop).ConfigureAwait(false))
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
