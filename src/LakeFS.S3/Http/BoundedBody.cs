using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>Reads answers that are taken into memory as a whole, up to a limit: a server can send without end.</summary>
internal static class BoundedBody
{
    /// <summary>The most that is read of an error, in bytes.</summary>
    public const int MaxError = 256 * 1024;

    /// <summary>
    /// The most that is read of another answer, in bytes. The longest that servers send is a page of 1,000 keys of 1,024
    /// bytes each, all of them escaped: 10 MB.
    /// </summary>
    public const int MaxAnswer = 64 * 1024 * 1024;

    private const int MaxReserved = 1024 * 1024;

    /// <summary>Reads an answer.</summary>
    /// <exception cref="InvalidDataException">It is longer than <see cref="MaxAnswer"/>.</exception>
    public static async Task<MemoryStream> ReadAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        MemoryStream bytes = await ReadUpToAsync(content, MaxAnswer + 1, cancellationToken).ConfigureAwait(false);
        return bytes.Length <= MaxAnswer ? bytes : throw new InvalidDataException($"The answer is longer than {MaxAnswer} bytes.");
    }

    /// <summary>Reads the beginning of an error; what follows it is nobody's concern.</summary>
    public static Task<MemoryStream> ReadErrorAsync(HttpContent? content, CancellationToken cancellationToken) =>
        ReadUpToAsync(content, MaxError, cancellationToken);

    private static async Task<MemoryStream> ReadUpToAsync(HttpContent? content, int limit, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return new MemoryStream();
        }

        // The length is what the server states: a page of a list at most is made room for.
        MemoryStream bytes = new((int)Math.Min(content.Headers.ContentLength ?? 0, MaxReserved));

        using Stream body = await content.ReadAsStreamAsync().ConfigureAwait(false);
        byte[] buffer = new byte[16 * 1024];
        while (bytes.Length < limit)
        {
            int read = await body.ReadAsync(buffer, 0, (int)Math.Min(buffer.Length, limit - bytes.Length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            bytes.Write(buffer, 0, read);
        }

        bytes.Position = 0;
        return bytes;
    }
}
