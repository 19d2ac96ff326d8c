using System.Collections.Generic;
using System.Threading;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes repositories.</summary>
public sealed class RepositoryCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop) =>
        Names.RepositoriesAsync(request, Names.ContainerIn(request.Word), string.Empty, stop);
}
