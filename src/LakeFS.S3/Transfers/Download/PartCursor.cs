using System;
using System.Threading.Tasks;
using LakeFS.S3.Integrity.Md5;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Hashes the parts that begin in a stretch of content, while it arrives. The part that continues behind the stretch is kept
/// for later.
/// </summary>
/// <param name="hashes">Receives the hashes.</param>
/// <param name="part">The index of the first part that begins in the stretch, from 0.</param>
/// <param name="position">The position of the stretch in the object.</param>
internal sealed class PartCursor(PartHashes hashes, int part, long position) : IDisposable
{
    private ContentMd5? _md5;

    /// <summary>Appends the next bytes, which must not change until the task completes.</summary>
    public async Task AppendAsync(byte[] buffer, int count)
    {
        for (int offset = 0; offset < count;)
        {
            if (_md5 is null)
            {
                int skipped = hashes.Has(part) ? (int)Math.Min(count - offset, hashes.StartOf(part) - position) : count - offset;
                position += skipped;
                offset += skipped;
                if (offset == count)
                {
                    return;
                }

                _md5 = hashes.NewMd5();
            }

            int taken = (int)Math.Min(count - offset, hashes.EndOf(part) - position);
            await _md5.AppendAsync(buffer, offset, taken).ConfigureAwait(false);
            position += taken;
            offset += taken;
            if (position == hashes.EndOf(part))
            {
                hashes.Finish(part++, _md5);
                _md5.Dispose();
                _md5 = null;
            }
        }
    }

    /// <summary>Keeps the part that has been read in part.</summary>
    public void Dispose()
    {
        if (_md5 is not null)
        {
            _md5.Pause();
            hashes.Keep(new UnfinishedPart(hashes, part, position, _md5));
            _md5 = null;
        }
    }
}
