using System;
using System.IO;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Transfers;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Queues the upload of single files.</summary>
internal sealed class FileUpload(LakeCmdlet cmdlet, LakeConnection connection, LakeTransfers transfers, Func<TransferPump> pump, FinalCommit commit)
{
    /// <summary>Queues a file.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="address">The object's address.</param>
    /// <param name="settings">The object's settings.</param>
    public void Enqueue(string path, ObjectAddress address, UploadSettings settings)
    {
        commit.NoteTarget(address);
        if (!cmdlet.ShouldProcess(address.Uri, $"Write '{path}'"))
        {
            return;
        }

        cmdlet.WriteVerbose($"Writing '{path}' to {address.Uri} {connection.Describe(address)}.");
        FileInfo file = new(path);
        UploadRequest request = settings.RequestFor(address);
        pump().Enqueue(path, file.Exists ? file.Length : 0, (progress, stop) => transfers.UploadFileAsync(request, path, progress, stop));
    }
}
