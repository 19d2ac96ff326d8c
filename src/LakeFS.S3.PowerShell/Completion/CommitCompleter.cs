using System.Collections.Generic;
using System.Threading;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes commit ids from the log of the default ref; in addresses the repository before them.</summary>
public sealed class CommitCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop) =>
        Names.OrAddressAsync(request, (repository, typed) => new CommitLog(request, repository).FindAsync(typed, stop), stop);
}
