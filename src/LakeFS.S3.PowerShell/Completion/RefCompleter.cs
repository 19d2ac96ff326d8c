using System.Collections.Generic;
using System.Threading;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes branches, but not tags and commit ids.</summary>
public sealed class RefCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop) =>
        Names.OrAddressAsync(request, (repository, typed) => Names.BranchesAsync(request, repository, typed, string.Empty, stop), stop);
}
