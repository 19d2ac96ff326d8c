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
    /// <summary>Whether files in subfolders are included.</summary>
    public bool Recurse { get; init; }

    /// <summary>Finds the files and queues them, on a separate thread.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="filter">The files to write.</param>
    /// <param name="links">What to do with links.</param>
    /// <param name="prefix">The prefix of their keys.</param>
    /// <param name="stop">Cancels the operation.</param>
    public async Task QueueAsync(string folder, ObjectFilter filter, LinkChoice links, ObjectAddress prefix, CancellationToken stop)
    {
        Queue<(string Path, LakeS3Exception Error)> unreadable = new();
        FolderScan scan = new((path, error) => unreadable.Enqueue((path, error)))
        {
            Recurse = Recurse,
            Links = links.Rule,
            Accepts = filter.Accepts,
            Enters = filter.Enters,
            OnPassedOver = links.PassedOver.Add,
        };
        foreach (LocalFile file in new LocalFolder(folder, scan).Enumerate())
        {
            stop.ThrowIfCancellationRequested();
            ObjectAddress address = prefix.WithKey(prefix.Key + file.Key);
            commit.NoteTarget(address);
            UploadRequest request = settings.RequestFor(address);
            await pump.AddAsync(file.Path, file.Size, (progress, token) => transfers.UploadFileAsync(request, file.Path, progress, token))
                .ConfigureAwait(false);
        }

        foreach ((string path, LakeS3Exception error) in unreadable)
        {
            await pump.AddFailureAsync(path, error).ConfigureAwait(false);
        }
    }
}
