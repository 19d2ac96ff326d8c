using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>Reads whole responses into memory, up to a limit: a server could send without end.</summary>
internal static class BoundedBody
{
    /// <summary>The maximum number of bytes read of an error.</summary>
    public const int MaxError = 256 * 1024;

    /// <summary>
    /// The maximum number of bytes read of any other response. The longest legitimate response is a list page of 1,000 keys
    /// of 1,024 bytes each, all of them escaped: 10 MB.
    /// </summary>
    public const int MaxAnswer = 64 * 1024 * 1024;

    private const int MaxReserved = 1024 * 1024;

    // Every read restarts the idle timeout, so few large reads cost less.
    private const int MinBuffer = 64 * 1024;

    /// <summary>Reads a response.</summary>
    /// <exception cref="InvalidDataException">The response is longer than <see cref="MaxAnswer"/>.</exception>
    public static async Task<MemoryStream> ReadAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        MemoryStream bytes = await ReadUpToAsync(content, MaxAnswer + 1, cancellationToken).ConfigureAwait(false);
        return bytes.Length <= MaxAnswer ? bytes : throw new InvalidDataException($"The answer is longer than {MaxAnswer} bytes.");
    }

    /// <summary>Reads an error response and ignores what exceeds the limit.</summary>
    public static Task<MemoryStream> ReadErrorAsync(HttpContent? content, CancellationToken cancellationToken) =>
        ReadUpToAsync(content, MaxError, cancellationToken);

    private static async Task<MemoryStream> ReadUpToAsync(HttpContent? content, int limit, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return new MemoryStream();
        }

        using Stream body = await content.ReadAsStreamAsync().ConfigureAwait(false);
        // The length comes from the server, so at most the size of a list page is reserved up front.
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(content.Headers.ContentLength ?? 0, MinBuffer), MaxReserved));
        int length = 0;
        try
        {
            for (int read = 1; read > 0 && length < limit; length += read)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                read = await body.ReadAsync(buffer, length, Math.Min(buffer.Length, limit) - length, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        return new PooledBody(buffer, length);
    }

    private static byte[] Grow(byte[] full)
    {
        byte[] longer = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        Buffer.BlockCopy(full, 0, longer, 0, full.Length);
        ArrayPool<byte>.Shared.Return(full);
        return longer;
    }
}
