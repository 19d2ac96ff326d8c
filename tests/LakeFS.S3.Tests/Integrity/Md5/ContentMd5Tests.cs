using System;
using System.Linq;
using System.Threading.Tasks;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.Primitives;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Hashes that are computed in step with others are the same as those that are not.</summary>
public sealed class ContentMd5Tests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(40)]
    public async Task Many_at_once_are_right(int count)
    {
        MultiBufferMd5 pool = new();
        byte[][] contents = [.. Enumerable.Range(0, count).Select(i => Lake.Content(300_000 + (i * 4_321)))];

        string[] found = await Task.WhenAll(contents.Select(content => Task.Run(() => HashAsync(pool, content, 65_536))));

        Assert.Equal(contents.Select(content => Lake.Md5(content)), found);
    }

    [Fact]
    public async Task Every_length_of_the_last_block_is_right()
    {
        MultiBufferMd5 pool = new();
        for (int length = 0; length <= 200; length++)
        {
            byte[] content = Lake.Content(length);

            Assert.Equal(Lake.Md5(content), await HashAsync(pool, content, 64));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(1_000)]
    public async Task Pieces_of_any_length_are_right(int piece)
    {
        byte[] content = Lake.Content(10_000);

        Assert.Equal(Lake.Md5(content), await HashAsync(new MultiBufferMd5(), content, piece));
    }

    [Fact]
    public async Task None_waits_for_one_that_stands_still()
    {
        MultiBufferMd5 pool = new();
        byte[] content = Lake.Content(100_000);
        using ContentMd5 still = new(pool);
        await still.AppendAsync([1], 0, 1);

        string found = await HashAsync(pool, content, 10_000).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(Lake.Md5(content), found);
    }

    private static async Task<string> HashAsync(MultiBufferMd5 pool, byte[] content, int piece)
    {
        using ContentMd5 md5 = new(pool);
        foreach (byte[] next in content.Chunk(piece))
        {
            await md5.AppendAsync(next, 0, next.Length);
        }

        return Hex.Of(md5.Finish());
    }
}
