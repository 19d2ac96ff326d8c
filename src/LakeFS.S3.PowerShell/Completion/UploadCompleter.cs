using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the ids of unfinished uploads.</summary>
public sealed class UploadCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override async IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        if (request.LakeFS is not LakeS3Connection lake)
        {
            yield break;
        }

        string repository = request.Repository();
        foreach (LakeUpload upload in await Matches.FindAsync(
            request, $"uploads of {repository}", request.Word, _ => new LakeUploads(lake).ListAsync(repository, stop), upload => upload.UploadId, stop).ConfigureAwait(false))
        {
            string age = upload.Initiated is DateTime begun ? $", begun {Age.Of(begun)}" : string.Empty;
            yield return request.Complete(request.Word, upload.UploadId, toolTip: $"{upload.Key}{age}");
        }
    }
}
