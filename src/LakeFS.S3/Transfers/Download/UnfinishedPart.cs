using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity.Md5;

namespace LakeFS.S3.Transfers.Download;

/// <summary>A part of an object that is hashed up to a position, and the rest of which is read from the file.</summary>
/// <param name="hashes">Receives the part's hash.</param>
/// <param name="number">The part's index, from 0.</param>
/// <param name="position">The position in the object of the first byte that is not hashed yet.</param>
/// <param name="md5">The hash so far.</param>
internal sealed class UnfinishedPart(PartHashes hashes, int number, long position, ContentMd5 md5) : IDisposable
{
    /// <summary>The part's index, from 0.</summary>
    public int Number => number;

    /// <summary>Reads the rest of the part and hashes it.</summary>
    /// <param name="read">Reads from a position; at least one byte, unless the end was reached.</param>
    /// <param name="buffer">A buffer that nothing else uses.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task FinishAsync(Func<long, byte[], int, int> read, byte[] buffer, CancellationToken cancellationToken)
    {
        for (long end = hashes.EndOf(number); position < end;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = read(position, buffer, (int)Math.Min(buffer.Length, end - position));
            await md5.AppendAsync(buffer, 0, count).ConfigureAwait(false);
            position += count;
        }

        hashes.Finish(number, md5);
    }

    public void Dispose() => md5.Dispose();
}
