using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>The content of one object in memory, as text or bytes.</summary>
internal sealed class ObjectContent
{
    private readonly ObjectAddress _address;
    private readonly MemoryStream _content;

    private ObjectContent(ObjectAddress address, MemoryStream content, LakeTransferResult result)
    {
        _address = address;
        _content = content;
        Result = result;
    }

    /// <summary>The result of the download.</summary>
    public LakeTransferResult Result { get; }

    /// <summary>The content.</summary>
    public byte[] Bytes => _content.ToArray();

    /// <summary>Downloads the content. It may run on any thread.</summary>
    /// <exception cref="LakeS3Exception">The object does not exist, or its content is not the object's.</exception>
    public static async Task<ObjectContent> FetchAsync(
        LakeTransfers transfers, ObjectAddress address, DownloadOptions options, IProgress<long>? progress, CancellationToken stop)
    {
        MemoryStream content = new();
        return new ObjectContent(address, content, await transfers.DownloadAsync(address, content, options, progress, stop).ConfigureAwait(false));
    }

    /// <summary>Returns the content as text, and warns of bytes that are not valid in the encoding.</summary>
    /// <param name="cmdlet">The cmdlet that warns.</param>
    /// <param name="encoding">-Encoding, or null.</param>
    public string Text(LakeCmdlet cmdlet, Encoding? encoding)
    {
        TextReading reading = TextReading.Of(new ArraySegment<byte>(_content.GetBuffer(), 0, (int)_content.Length), encoding, Result.ContentType);
        if (!reading.IsExact)
        {
            cmdlet.WriteWarning(
                $"{_address.Uri} is not valid {reading.EncodingName} text; U+FFFD stands for what could not be read. "
                + "Name its encoding with -Encoding, as in -Encoding latin1, or use -AsByteStream.");
        }

        return reading.Text;
    }
}
