using System.Linq;
using LakeFS.S3.Integrity;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What an ETag may be a hash of, and in which order that is tried.</summary>
public sealed class ETagInfoTests
{
    private const long MiB = 1024 * 1024;
    private const string Hash = "0123456789abcdef0123456789ABCDEF";

    [Fact]
    public void Without_a_word_one_piece_comes_first_and_then_the_usual_tools()
    {
        ETagInfo knowledge = new(Hash, 100 * MiB, recorded: null);

        Assert.Null(knowledge.Likeliest);
        Assert.Null(knowledge.Candidates[0]);
        foreach (long size in new[] { 5 * MiB, 8 * MiB, 16 * MiB, 50 * MiB, 64 * MiB })
        {
            Assert.Contains(PartLayout.Of(size), knowledge.Candidates);
        }

        Assert.Equal(knowledge.Candidates.Count, knowledge.Candidates.Distinct().Count());
    }

    [Fact]
    public void What_the_upload_told_comes_first_and_once()
    {
        ETagInfo knowledge = new(Hash, 100 * MiB, PartLayout.Of(8 * MiB));

        Assert.True(knowledge.IsLayoutRecorded);
        Assert.Equal(PartLayout.Of(8 * MiB), knowledge.Likeliest);
        Assert.Equal(PartLayout.Of(8 * MiB), knowledge.Candidates[0]);
        Assert.Single(knowledge.Candidates, PartLayout.Of(8 * MiB));

        // Another tool may have copied the metadata and written the content in one piece.
        Assert.Contains(null, knowledge.Candidates);
    }

    [Theory]
    [InlineData(100 * MiB, 13, 8 * MiB)]
    [InlineData(100 * MiB, 20, 5 * MiB)]
    [InlineData(100 * MiB, 2, 50 * MiB)]
    public void A_number_of_parts_leaves_the_cuts_that_have_so_many(long size, int parts, long partSize)
    {
        ETagInfo knowledge = new($"{Hash}-{parts}", size, recorded: null);

        Assert.Equal(PartLayout.Of(partSize), knowledge.Likeliest);
        Assert.DoesNotContain(null, knowledge.Candidates);
        Assert.All(knowledge.Candidates, layout => Assert.Equal(parts, layout!.CountFor(size)));
    }

    [Theory]
    [InlineData(Hash + "-17")]
    [InlineData("not a hash")]
    [InlineData("0123")]
    [InlineData("W/" + Hash)]
    public void What_cannot_be_computed_cannot_be_checked(string etag)
    {
        ETagInfo knowledge = new(etag, 100 * MiB, recorded: null);

        Assert.False(knowledge.CanBeChecked);
        Assert.Empty(knowledge.Candidates);
    }

    [Fact]
    public void Content_shorter_than_the_parts_has_one_whatever_their_size()
    {
        ETagInfo knowledge = new(Hash, MiB, recorded: null);

        Assert.Equal(2, knowledge.Candidates.Count);
        Assert.Null(knowledge.Candidates[0]);
        Assert.Equal(1, knowledge.Candidates[1]!.CountFor(MiB));
    }

    [Theory]
    [InlineData(Hash, 5 * MiB, true)]
    [InlineData(Hash, (5 * MiB) + 1, false)]
    [InlineData(Hash + "-1", MiB, false)]
    [InlineData(Hash + "-x", MiB, false)]
    [InlineData("not a hash", MiB, false)]
    public void What_fits_into_one_part_is_proved_one_way_or_the_other(string etag, long size, bool isConclusive) =>
        Assert.Equal(isConclusive, new ETagInfo(etag, size, recorded: null).IsConclusive);

    [Fact]
    public void So_is_what_the_upload_recorded()
    {
        Assert.True(new ETagInfo(Hash, 100 * MiB, PartLayout.Of(8 * MiB)).IsConclusive);
        Assert.True(new ETagInfo(Hash, 100 * MiB, PartLayout.Whole).IsConclusive);
        Assert.True(ETagInfo.Of(Hash, 100 * MiB, PartLayout.Whole, hasMd5: true, hasPartCount: true).IsConclusive);
        Assert.False(ETagInfo.Of(Hash + "-9", 100 * MiB, PartLayout.Whole, hasMd5: true, hasPartCount: true).IsConclusive);
        Assert.False(ETagInfo.Of(Hash, MiB, recorded: null, hasMd5: false, hasPartCount: true).IsConclusive);
    }

    [Fact]
    public void An_upload_with_one_request_is_hashed_as_a_whole()
    {
        ETagInfo knowledge = new(Hash, 100 * MiB, PartLayout.Parse("0"));

        Assert.True(knowledge.IsLayoutRecorded);
        Assert.Null(knowledge.Likeliest);
        Assert.Null(knowledge.Candidates[0]);
    }

    [Theory]
    [InlineData(Hash, true)]
    [InlineData(Hash + "-3", true)]
    [InlineData("1123456789abcdef0123456789abcdef", false)]
    public void Neither_case_nor_the_number_of_parts_is_part_of_the_hash(string etag, bool matches)
    {
        Assert.Equal(matches, new ETagInfo(etag, 20 * MiB, recorded: null).Matches("0123456789abcdef0123456789abcdef"));
    }
}
