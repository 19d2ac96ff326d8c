using System.Linq;
using LakeFS.S3.Integrity;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>How objects are split into parts.</summary>
public sealed class PartLayoutTests
{
    private const long MiB = 1024 * 1024;
    private const long TiB = MiB * MiB;

    // The most an S3 server takes as one part.
    private const long MaxPart = 5 * 1024 * MiB;

    [Theory]
    [InlineData(0, 16)]
    [InlineData(64 * MiB, 16)]
    [InlineData(160_000 * MiB, 16)]
    [InlineData((160_000 * MiB) + 1, 17)]
    [InlineData(5 * TiB, 525)]
    public void Parts_grow_with_the_size_so_that_ten_thousand_suffice(long size, long partMiB)
    {
        PartLayout layout = PartLayout.For(size);

        Assert.Equal(partMiB * MiB, layout.SizeOf(1));
        Assert.InRange(layout.CountFor(size), 1, PartLayout.MaxParts);
    }

    [Fact]
    public void Five_tebibytes_of_unknown_length_fit_too()
    {
        PartLayout layout = PartLayout.Growing;
        long[] sizes = [.. Enumerable.Range(1, PartLayout.MaxParts).Select(layout.SizeOf)];

        Assert.InRange(sizes.Sum(), 5 * TiB, long.MaxValue);
        Assert.InRange(sizes.Max(), 0, MaxPart);
        Assert.Equal(sizes.Order(), sizes);
        Assert.All(sizes[..1000], size => Assert.Equal(16 * MiB, size));
        Assert.InRange(layout.CountFor(5 * TiB), 1, PartLayout.MaxParts);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("10+")]
    [InlineData("16777216")]
    [InlineData("16777216+")]
    public void The_count_is_that_of_the_sizes(string text)
    {
        PartLayout layout = PartLayout.Parse(text)!;
        foreach (long size in new[] { 0, 1, 9, 10, 11, 9_999, 10_000, 10_001, 10_020, 10_021, 100 * MiB })
        {
            int count = 1;
            for (long covered = layout.SizeOf(1); covered < size; covered += layout.SizeOf(count))
            {
                count++;
            }

            Assert.Equal((size, count), (size, layout.CountFor(size)));
        }
    }

    [Fact]
    public void What_an_upload_notes_is_read_again()
    {
        foreach (PartLayout layout in new[] { PartLayout.Of(5 * MiB), PartLayout.For(5 * TiB), PartLayout.Growing })
        {
            Assert.Equal(layout, PartLayout.Parse(layout.ToString()));
        }

        Assert.NotEqual(PartLayout.Growing, PartLayout.Of(PartLayout.DefaultSize));
        Assert.False(PartLayout.Growing.IsOf(PartLayout.DefaultSize));
        Assert.True(PartLayout.Of(PartLayout.DefaultSize).IsOf(PartLayout.DefaultSize));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("0+")]
    [InlineData("-1")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("5x")]
    [InlineData("1e3")]
    [InlineData("5,000")]
    [InlineData("99999999999999999999")]
    public void Anything_else_in_the_metadata_is_none(string? text)
    {
        Assert.Null(PartLayout.Parse(text));
    }
}
