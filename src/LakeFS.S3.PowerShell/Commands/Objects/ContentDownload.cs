using System;
using System.IO;
using System.Text;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Commands.Transfers;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Reads the content of one object into memory, as text or bytes.</summary>
internal sealed class ContentDownload(
    LakeCmdlet cmdlet, LakeTransfers transfers, ObjectAddress address, DownloadOptions options, UnverifiedContent unverified)
{
    /// <summary>Returns the content as bytes.</summary>
    public byte[] Bytes()
    {
        using MemoryStream content = new();
        Read(content);
        return content.ToArray();
    }

    /// <summary>Returns the content as text, and warns of bytes that are not valid in the encoding.</summary>
    /// <param name="encoding">-Encoding, or null.</param>
    public string Text(Encoding? encoding)
    {
        using MemoryStream content = new();
        string? contentType = Read(content).ContentType;
        TextReading reading = TextReading.Of(new ArraySegment<byte>(content.GetBuffer(), 0, (int)content.Length), encoding, contentType);
        if (!reading.IsExact)
        {
            cmdlet.WriteWarning(
                $"{address.Uri} is not valid {reading.EncodingName} text; U+FFFD stands for what could not be read. "
                + "Name its encoding with -Encoding, as in -Encoding latin1, or use -AsByteStream.");
        }

        return reading.Text;
    }

    private LakeTransferResult Read(MemoryStream content)
    {
        TransferProgress progress = new("Reading") { IsTotalKnown = true };
        LakeTransferResult result = cmdlet.Await(transfers.DownloadAsync(address, content, options, progress, cmdlet.StopToken), progress);
        unverified.Note(result);
        return result;
    }
}
