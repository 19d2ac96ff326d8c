using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>A part too large for memory, in a temporary file that is deleted on dispose.</summary>
internal sealed class SpooledContent : ReplayableContent
{
    private readonly FileStream _file;

    private SpooledContent(FileStream file)
        : base(file.Length)
    {
        _file = file;
    }

    /// <summary>Reads up to <paramref name="size"/> bytes from a stream.</summary>
    public static async Task<SpooledContent> ReadAsync(Stream content, long size, CancellationToken cancellationToken)
    {
        FileStream file = Create();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(UploadBody.BufferSize);
        try
        {
            long left = size;
            for (int read = 1; read > 0 && left > 0; left -= read)
            {
                read = await content.ReadAsync(buffer, 0, (int)Math.Min(buffer.Length, left), cancellationToken).ConfigureAwait(false);
                await WriteAsync(file, buffer, read, cancellationToken).ConfigureAwait(false);
            }

            return new SpooledContent(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static FileStream Create()
    {
        try
        {
            return PrivateFile.CreateTemporary(bufferSize: 1);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(Path.GetTempPath(), inner);
        }
    }

    private static async Task WriteAsync(FileStream file, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException inner)
        {
            throw FileErrors.Unwritable(file.Name, inner);
        }
    }

    public override async ValueTask<int> ReadAsync(long position, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        _file.Position = position;
        return await _file.ReadAsync(buffer, 0, (int)Math.Min(count, Length - position), cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
