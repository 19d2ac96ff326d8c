using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Transfers;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Queues the download of objects that come one by one into a folder.</summary>
internal sealed class PipelineDownload(LakeCmdlet cmdlet, LakeConnection connection, LakeTransfers transfers, TransferPump pump, FolderTargets targets)
{
    /// <summary>Queues one.</summary>
    /// <param name="address">The object.</param>
    /// <param name="listed">What a list showed of it; null where it was named.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How it is fetched.</param>
    /// <exception cref="LakeS3Exception">It has no place in the folder, or can't be looked at.</exception>
    public void Queue(ObjectAddress address, LakeObject? listed, string folder, DownloadOptions options)
    {
        if (!IsFolderMarker(address, listed) && targets.PathFor(folder, address) is string path)
        {
            pump.Enqueue(address.Uri, listed?.Size, (progress, stop) => transfers.DownloadFileAsync(address, listed?.Size, path, options, progress, stop));
        }
    }

    // A folder marker is empty; with content it is an object whose key can't be a file name.
    private bool IsFolderMarker(ObjectAddress address, LakeObject? listed) =>
        address.Key[address.Key.Length - 1] == '/' && (listed?.Size ?? SizeOf(address)) == 0;

    private long SizeOf(ObjectAddress address) =>
        cmdlet.Await(new LakeObjects(connection).GetMetadataAsync(address, cmdlet.StopToken)).Size;
}
