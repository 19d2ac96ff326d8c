using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>Reads small files into memory, from where they are hashed and sent without another thread.</summary>
internal static class SmallFile
{
    /// <summary>Reads a whole file.</summary>
    /// <exception cref="LakeS3Exception">The file can't be read, or became shorter.</exception>
    public static async Task<ReplayableContent> ReadAsync(SourceFile file)
    {
        int length = (int)file.Length;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        MemoryContent whole = new(bytes, length, rented => ArrayPool<byte>.Shared.Return(rented));
        try
        {
            using ReplayableContent slice = file.Slice(0, length);
            int filled = 0;
            for (int read = 1; read > 0 && filled < length; filled += read)
            {
                read = await slice.ReadAsync(filled, bytes, length - filled, CancellationToken.None).ConfigureAwait(false);
            }

            return filled == length ? whole : throw FileErrors.Changed(file.Path);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            whole.Dispose();
            throw FileErrors.Unreadable(file.Path, inner);
        }
    }
}
