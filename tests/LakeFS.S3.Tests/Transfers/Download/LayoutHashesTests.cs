using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.Transfers.Download;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The ETags that content has in several layouts, hashed in whatever order it arrives.</summary>
public sealed class LayoutHashesTests
{
    private static readonly int[] Sizes = [1, 70, 100, 300, 333, 1000, 5000];

    private readonly MultiBufferMd5 _pool = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Stretches_in_any_order_have_the_ETags_of_the_whole(int seed)
    {
        byte[] content = Lake.Content(3333);
        using LayoutHashes hashes = new(Sizes.Skip(1).Select(size => PartLayout.Of(size)), content.Length, () => new ContentMd5(_pool));
        Random random = new(seed);
        int stretch = 64 + random.Next(700);
        int[] starts = [.. Enumerable.Range(0, (content.Length + stretch - 1) / stretch).Select(i => i * stretch)];
        random.Shuffle(starts);

        // The last stretch never arrives, so that it has to be read.
        await Task.WhenAll(starts.SkipLast(1).Select(start => ArriveAsync(hashes, content, start, Math.Min(content.Length, start + stretch))));
        IEnumerable<LayoutDigest> digests = await hashes.FinishAsync((position, buffer, count) => Read(content, position, buffer, count), CancellationToken.None);

        Assert.Equal(
            Sizes.Skip(1).Select(size => Lake.ETagOfParts(content, size)),
            digests.Select(digest => digest.Value));
    }

    [Fact]
    public async Task Content_that_nobody_saw_is_read()
    {
        byte[] content = Lake.Content(700);
        using LayoutHashes hashes = new(Sizes.Select(size => PartLayout.Of(size)), content.Length, () => new ContentMd5(_pool));

        IEnumerable<LayoutDigest> digests = await hashes.FinishAsync((position, buffer, count) => Read(content, position, buffer, count), CancellationToken.None);

        Assert.Equal(Sizes.Select(size => Lake.ETagOfParts(content, size)), digests.Select(digest => digest.Value));
    }

    [Fact]
    public async Task A_read_that_fails_ends_the_work()
    {
        using LayoutHashes hashes = new([PartLayout.Of(10)], 1000, () => new ContentMd5(_pool));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => hashes.FinishAsync((_, _, _) => throw new InvalidOperationException(), CancellationToken.None));
    }

    private static async Task ArriveAsync(LayoutHashes hashes, byte[] content, int from, int to)
    {
        IReadOnlyList<PartCursor> cursors = hashes.CursorsAt(from);
        for (int position = from; position < to; position += 50)
        {
            byte[] chunk = content[position..Math.Min(position + 50, to)];
            await LayoutHashes.AppendAsync(cursors, chunk, chunk.Length);
        }

        foreach (PartCursor cursor in cursors)
        {
            cursor.Dispose();
        }
    }

    private static int Read(byte[] content, long position, byte[] buffer, int count)
    {
        int read = Math.Min(Math.Min(count, 77), content.Length - (int)position);
        Array.Copy(content, position, buffer, 0, read);
        return read;
    }
}
