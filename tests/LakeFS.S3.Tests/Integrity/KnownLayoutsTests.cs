using LakeFS.S3.Integrity;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What objects that were checked say about those that follow.</summary>
public sealed class KnownLayoutsTests
{
    private const long MiB = 1024 * 1024;
    private const string Hash = "0123456789abcdef0123456789abcdef";

    private readonly KnownLayouts _known = new();

    [Fact]
    public void Nothing_is_expected_before_the_first_object() => Assert.Null(_known.Find(100 * MiB));

    [Fact]
    public void An_object_is_expected_to_be_split_as_the_last_one_of_about_its_size()
    {
        _known.Add(1000 * MiB, PartLayout.Of(50 * MiB));
        _known.Add(40 * MiB, layout: null);

        Assert.Equal(PartLayout.Of(50 * MiB), _known.Find(900 * MiB));
        Assert.Equal(PartLayout.Whole, _known.Find(50 * MiB));
    }

    [Fact]
    public void An_object_of_another_size_is_expected_to_have_the_same_parts_if_it_has_several()
    {
        _known.Add(1000 * MiB, PartLayout.Of(50 * MiB));

        Assert.Equal(PartLayout.Of(50 * MiB), _known.Find(60 * MiB));
        Assert.Null(_known.Find(20 * MiB));
    }

    [Fact]
    public void What_is_expected_is_all_that_is_hashed_while_content_arrives()
    {
        ETagInfo knowledge = new(Hash, 1000 * MiB, recorded: null);
        Assert.Equal([PartLayout.Of(8 * MiB), PartLayout.Of(16 * MiB), PartLayout.Of(50 * MiB)], knowledge.WhileArriving(_known));

        _known.Add(1000 * MiB, layout: null);
        Assert.Equal([null], knowledge.WhileArriving(_known));

        _known.Add(1000 * MiB, PartLayout.Of(50 * MiB));
        Assert.Equal([PartLayout.Of(50 * MiB)], knowledge.WhileArriving(_known));
        Assert.Equal(PartLayout.Of(50 * MiB), knowledge.LikeliestAmong(_known));
    }

    [Fact]
    public void The_tool_that_wrote_an_object_counts_where_nothing_like_it_was_checked()
    {
        ETagInfo knowledge = OfRclone(Hash, 1000 * MiB);
        Assert.Equal([PartLayout.Of(5 * MiB)], knowledge.WhileArriving(_known));
        Assert.Equal(PartLayout.Of(5 * MiB), knowledge.LikeliestAmong(_known));

        _known.Add(1000 * MiB, PartLayout.Of(50 * MiB));
        Assert.Equal([PartLayout.Of(50 * MiB)], knowledge.WhileArriving(_known));
        Assert.Equal(PartLayout.Of(50 * MiB), knowledge.LikeliestAmong(_known));
    }

    [Fact]
    public void What_the_upload_recorded_counts_more()
    {
        _known.Add(1000 * MiB, PartLayout.Of(50 * MiB));
        ETagInfo knowledge = new(Hash, 1000 * MiB, PartLayout.Of(16 * MiB));

        Assert.Equal([PartLayout.Of(16 * MiB)], knowledge.WhileArriving(_known));
        Assert.Equal(PartLayout.Of(16 * MiB), knowledge.LikeliestAmong(_known));
    }

    [Fact]
    public void An_expectation_that_the_number_of_parts_rules_out_is_ignored()
    {
        _known.Add(100 * MiB, PartLayout.Of(50 * MiB));

        ETagInfo knowledge = new(Hash + "-13", 100 * MiB, recorded: null);
        Assert.Equal([PartLayout.Of(8 * MiB)], knowledge.WhileArriving(_known));
        Assert.Equal([PartLayout.Of(8 * MiB)], OfRclone(Hash + "-13", 100 * MiB).WhileArriving(_known));
    }

    [Fact]
    public void An_ETag_that_can_only_be_that_of_one_piece_is_checked_as_such_whatever_the_size() =>
        Assert.Equal([null], ETagInfo.Of(Hash, 1000 * MiB, PartLayout.Of(16 * MiB), hasMd5: true, hasPartCount: true).WhileArriving(_known));

    [Fact]
    public void Content_that_fits_no_more_than_ten_thousand_parts_has_no_smaller_ones() =>
        Assert.DoesNotContain(PartLayout.Of(5 * MiB), new ETagInfo(Hash, 10_001 * 5 * MiB, recorded: null).Candidates);

    private static ETagInfo OfRclone(string etag, long size) =>
        ETagInfo.Of(etag, size, recorded: null, hasMd5: true, hasPartCount: false, ofTool: PartLayout.Of(5 * MiB));
}
