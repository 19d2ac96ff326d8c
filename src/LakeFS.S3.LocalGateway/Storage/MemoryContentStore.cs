using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Keeps everything in memory; it lasts as long as the process.</summary>
internal sealed class MemoryContentStore : ContentStore
{
    private const int FirstSegment = 64 * 1024;
    private const int LargestSegment = 4 * 1024 * 1024;

    public override async Task<StoredContent> WriteAsync(
        Stream source, long? expectedLength, CancellationToken cancellationToken)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        List<ReadOnlyMemory<byte>> segments = [];
        long length = 0;
        int segmentSize = FirstSegment;
        bool ended = false;
        while (!ended)
        {
            // One byte more than expected lets the read that finds the end go into the same segment.
            long missing = expectedLength is { } expected && expected >= length
                ? expected - length + 1
                : segmentSize;
            byte[] segment = GC.AllocateUninitializedArray<byte>((int)Math.Min(missing, LargestSegment));
            int filled = 0;
            while (filled < segment.Length && !ended)
            {
                int read = await source.ReadAsync(segment.AsMemory(filled), cancellationToken).ConfigureAwait(false);
                md5.AppendData(segment, filled, read);
                filled += read;
                ended = read == 0;
            }

            if (filled > 0)
            {
                segments.Add(FitsWell(filled, segment.Length) ? segment.AsMemory(0, filled) : segment.AsSpan(0, filled).ToArray());
            }

            length += filled;
            segmentSize = Math.Min(segmentSize * 4, LargestSegment);
        }

        string hash = Convert.ToHexStringLower(md5.GetHashAndReset());
        return new StoredContent(length == 0 ? MemoryContent.Empty : new MemoryContent(segments, length), hash);
    }

    public override void Delete(ObjectContent content)
    {
        // The garbage collector does.
    }

    /// <summary>Whether a segment is filled so far that trimming it would not be worth the copy.</summary>
    private static bool FitsWell(int filled, int size) => size - filled <= size / 8;
}
