using System.Collections.Generic;
using System.Threading;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes tags.</summary>
public sealed class TagCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop) =>
        Names.OrAddressAsync(request, (repository, typed) => new RefNames(request, repository).FindTagsAsync(typed, stop), stop);
}
