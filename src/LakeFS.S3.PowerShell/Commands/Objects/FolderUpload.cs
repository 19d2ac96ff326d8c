using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Transfers;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Queues the upload of each file of a folder.</summary>
internal sealed class FolderUpload(LakeTransfers transfers, TransferPump pump, FinalCommit commit, UploadSettings settings)
{
    /// <summary>Finds the files and queues them, on a thread of its own.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="filter">Which of its files are written.</param>
    /// <param name="prefix">What is put in front of their paths.</param>
    /// <param name="stop">Stops it.</param>
    public async Task QueueAsync(LocalFolder folder, ObjectFilter filter, ObjectAddress prefix, CancellationToken stop)
    {
        Queue<(string Path, LakeS3Exception Error)> unreadable = new();
        foreach (LocalFile file in folder.Enumerate((path, error) => unreadable.Enqueue((path, error))))
        {
            stop.ThrowIfCancellationRequested();
            if (filter.Accepts(file.Key))
            {
                ObjectAddress address = prefix.WithKey(prefix.Key + file.Key);
                commit.NoteTarget(address);
                UploadRequest request = settings.RequestFor(address);
                await pump.AddAsync(file.Path, file.Size, (progress, token) => transfers.UploadFileAsync(request, file.Path, progress, token))
                    .ConfigureAwait(false);
            }
        }

        foreach ((string path, LakeS3Exception error) in unreadable)
        {
            await pump.AddFailureAsync(path, error).ConfigureAwait(false);
        }
    }
}
