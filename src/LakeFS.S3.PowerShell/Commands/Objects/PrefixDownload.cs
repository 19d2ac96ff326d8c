using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.Transfers.Download;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Queues the download of each object with a prefix.</summary>
internal sealed class PrefixDownload(
    LakeObjects objects, LakeTransfers transfers, TransferPump pump, FolderDownload folder, DownloadOptions options)
{
    /// <summary>Whether any object has the prefix.</summary>
    public bool HasFound { get; private set; }

    /// <summary>Finds the objects and queues them, on a separate thread.</summary>
    /// <param name="prefix">The prefix of their keys.</param>
    /// <param name="filter">The objects to read.</param>
    /// <param name="stop">Cancels the operation.</param>
    public async Task QueueAsync(ObjectAddress prefix, ObjectFilter filter, CancellationToken stop)
    {
        await foreach (LakeEntry entry in objects.ListAsync(prefix, new ListOptions(), stop).ConfigureAwait(false))
        {
            HasFound = true;
            if (entry is LakeObject { IsFolderMarker: false } found && filter.Accepts(found.Key))
            {
                await QueueAsync(found).ConfigureAwait(false);
            }
        }
    }

    private async Task QueueAsync(LakeObject found)
    {
        ObjectAddress address = found.ToAddress();
        string? path;
        try
        {
            path = folder.PathFor(address);
        }
        catch (LakeS3Exception error)
        {
            await pump.AddFailureAsync(found, error).ConfigureAwait(false);
            return;
        }

        if (path is not null)
        {
            await pump.AddAsync(found, found.Size, (progress, token) => transfers.DownloadFileAsync(address, path, options, progress, token))
                .ConfigureAwait(false);
        }
    }
}
