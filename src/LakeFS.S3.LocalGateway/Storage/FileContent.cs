using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Content in a file of its own below the data directory.</summary>
/// <param name="path">The file.</param>
/// <param name="name">Its name below the data directory.</param>
/// <param name="length">Its length in bytes.</param>
internal sealed class FileContent(string path, string name, long length) : ObjectContent
{
    private const int BufferSize = 256 * 1024;

    public string Name => name;

    public override long Length => length;

    public override string Address => ContentAddress.Of(Guid.Parse(name[(name.LastIndexOf('/') + 1)..]));

    public override async Task CopyToAsync(
        Stream target, long offset, long count, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferSize, Math.Max(count, 1)));
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, options: FileOptions.Asynchronous);
            while (count > 0)
            {
                Memory<byte> wanted = buffer.AsMemory(0, (int)Math.Min(buffer.Length, count));
                int read = await RandomAccess.ReadAsync(file, wanted, offset, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw new EndOfStreamException($"The content file {name} is shorter than {length} bytes.");
                }

                await target.WriteAsync(wanted[..read], cancellationToken).ConfigureAwait(false);
                offset += read;
                count -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
