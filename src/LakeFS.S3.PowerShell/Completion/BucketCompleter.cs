using System.Collections.Generic;
using System.Threading;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes buckets: on lakeFS repositories.</summary>
public sealed class BucketCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop) =>
        Names.BucketsAsync(request, Names.ContainerIn(request.Word), string.Empty, stop);
}
