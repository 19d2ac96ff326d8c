using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes commit ids from the log of the default ref; in addresses the repository before them.</summary>
public sealed class CommitCompleter : LakeCompleter
{
    private const int MaxCommits = 50;

    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop) =>
        Names.OrAddressAsync(request, (repository, typed) => CommitsAsync(request, repository, typed, stop), stop);

    private static async IAsyncEnumerable<Proposal> CommitsAsync(
        CompletionRequest request, string repository, string typed, [EnumeratorCancellation] CancellationToken stop)
    {
        ObjectAddress log = request.Connection.ResolvePrefix(new ObjectName { Repository = repository });
        await foreach (LakeCommit commit in new LakeCommits(request.LakeFS!)
            .LogAsync(repository, log.Ref, new LogOptions { First = MaxCommits }, stop).ConfigureAwait(false))
        {
            if (commit.Id.StartsWith(typed, StringComparison.Ordinal))
            {
                yield return request.Complete(typed, commit.Id);
            }
        }
    }
}
