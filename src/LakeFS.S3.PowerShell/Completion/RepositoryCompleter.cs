using System.Collections.Generic;
using System.Threading;
using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes repositories.</summary>
public sealed class RepositoryCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop) =>
        Names.RepositoriesAsync(request, AddressUri.IsAddress(request.Word) ? AddressUri.Split(request.Word).Repository! : request.Word, string.Empty, stop);
}
