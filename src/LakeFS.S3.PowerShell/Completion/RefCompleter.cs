using System.Collections.Generic;
using System.Threading;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes refs: branches, tags and recent commits, or branches alone where the argument takes no others.</summary>
public sealed class RefCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop) =>
        Names.OrAddressAsync(request, (repository, typed) => new RefNames(request, repository).FindAsync(typed, tail: string.Empty, stop), stop);
}
