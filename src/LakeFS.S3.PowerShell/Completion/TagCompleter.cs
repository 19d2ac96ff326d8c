using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes tags.</summary>
public sealed class TagCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop) =>
        Names.OrAddressAsync(request, (repository, typed) => TagsAsync(request, repository, typed, stop), stop);

    private static async IAsyncEnumerable<Proposal> TagsAsync(
        CompletionRequest request, string repository, string typed, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (LakeTag tag in new LakeTags(request.LakeFS!).ListAsync(repository, typed, stop).ConfigureAwait(false))
        {
            yield return request.Complete(typed, tag.Ref);
        }
    }
}
