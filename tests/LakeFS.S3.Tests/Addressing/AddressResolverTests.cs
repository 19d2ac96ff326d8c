using LakeFS.S3.Addressing;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What users say, and what is meant by it.</summary>
public sealed class AddressResolverTests
{
    private static readonly AddressResolver Plain = new(null, null);
    private static readonly AddressResolver WithDefaults = new("house", "dev");

    /// <summary>Bucket, repository, ref and key as said; then the repository, ref and key that are meant.</summary>
    public static TheoryData<string?, string?, string?, string?, string, string, string> Names { get; } = new()
    {
        { null, null, null, "lakefs://data/main/a/b.csv", "data", "main", "a/b.csv" },
        { null, null, null, "LakeFS://data/main/a", "data", "main", "a" },
        { null, null, null, "s3://data/main/a/b.csv", "data", "main", "a/b.csv" },
        { null, null, null, "S3://data/v1.0/a", "data", "v1.0", "a" },
        { null, null, null, "lakefs://data/main//a", "data", "main", "/a" },
        { null, null, null, "lakefs://data/main/a%20b?c#d", "data", "main", "a%20b?c#d" },
        { null, null, null, "lakefs://data/main~1/a", "data", "main~1", "a" },
        { null, null, null, "lakefs://data/main@/a", "data", "main@", "a" },
        { null, null, null, "s3://data/main/s3://data/main/x", "data", "main", "s3://data/main/x" },
        { null, "data", "main", "a", "data", "main", "a" },
        { null, "data", "main", "/a/", "data", "main", "/a/" },
        { null, "data", "main", "http://x", "data", "main", "http://x" },
        { null, "data", "3f1c5a9b", "\u00e9\U0001F600", "data", "3f1c5a9b", "\u00e9\U0001F600" },
        { null, "data", null, "a", "data", "dev", "a" },
        { null, null, "main", "a", "house", "main", "a" },
        { null, null, null, "main/a", "house", "dev", "main/a" },
        { "data", null, null, "main/a", "data", "main", "a" },
        { "data", null, null, "main//a", "data", "main", "/a" },
        { "data", null, null, "main~2^1/a/b", "data", "main~2^1", "a/b" },
        { null, "data", "main$", "a", "data", "main$", "a" },
        { null, "data", "main^^~3", "a", "data", "main^^~3", "a" },
        { null, "data", "with-dash_and.dot", "a", "data", "with-dash_and.dot", "a" },
        { null, "abc", "main", " ", "abc", "main", " " },
        { null, "data", "main", "lakefs://data/main/a", "data", "main", "a" },
        { null, "lakefs://data", "main", "a", "data", "main", "a" },
        { null, null, "lakefs://data/main", "a", "data", "main", "a" },
        { null, "lakefs://data/", "s3://data/main/", "a", "data", "main", "a" },
        { "s3://data", null, null, "main/a", "data", "main", "a" },
        { "data", null, null, "lakefs://data/main/a", "data", "main", "a" },
    };

    /// <summary>Bucket, repository, ref and key as said; then the error's id. Without defaults.</summary>
    public static TheoryData<string?, string?, string?, string?, string> Mistakes { get; } = new()
    {
        { "data", "data", null, "main/a", "LakeAddressAmbiguous" },
        { "data", null, "main", "main/a", "LakeAddressAmbiguous" },
        { "other", null, null, "lakefs://data/main/a", "LakeAddressAmbiguous" },
        { null, "other", null, "lakefs://data/main/a", "LakeAddressAmbiguous" },
        { null, null, "dev", "s3://data/main/a", "LakeAddressAmbiguous" },
        { null, "other", "lakefs://data/main", "a", "LakeAddressAmbiguous" },
        { null, null, "lakefs://other/main", "lakefs://data/main/a", "LakeAddressAmbiguous" },
        { null, "lakefs://data/main", "main", "a", "LakeRepositoryNameInvalid" },
        { null, null, "lakefs://data", "a", "LakeRefInvalid" },
        { null, null, "lakefs://data/main/a", "a", "LakeRefInvalid" },
        { "s3://data/main", null, null, "main/a", "LakeRepositoryNameInvalid" },
        { null, null, "main", "a", "LakeRepositoryMissing" },
        { null, "data", null, "a", "LakeRefMissing" },
        { null, null, null, "lakefs://data", "LakeRefMissing" },
        { "data", null, null, "a", "LakeRefMissing" },
        { "data", null, null, "/a", "LakeRefMissing" },
        { "data", null, null, null, "LakeRefMissing" },
        { "", null, null, "main/a", "LakeRepositoryNameInvalid" },
        { null, "", "main", "a", "LakeRepositoryNameInvalid" },
        { null, "ab", "main", "a", "LakeRepositoryNameInvalid" },
        { null, "-data", "main", "a", "LakeRepositoryNameInvalid" },
        { null, "Data", "main", "a", "LakeRepositoryNameInvalid" },
        { null, "da_ta", "main", "a", "LakeRepositoryNameInvalid" },
        { null, "data\n", "main", "a", "LakeRepositoryNameInvalid" },
        { null, null, null, "lakefs:///main/a", "LakeRepositoryNameInvalid" },
        { null, "data", "", "a", "LakeRefInvalid" },
        { null, "data", "feature/x", "a", "LakeRefInvalid" },
        { null, "data", "~1", "a", "LakeRefInvalid" },
        { null, "data", "ma in", "a", "LakeRefInvalid" },
        { null, "data", "main\n", "a", "LakeRefInvalid" },
        { null, "data", "main\0", "a", "LakeRefInvalid" },
        { null, "data", "main~x", "a", "LakeRefInvalid" },
        { null, null, null, "lakefs://data//a", "LakeRefInvalid" },
        { null, "data", "main", null, "LakeKeyMissing" },
        { null, "data", "main", "", "LakeKeyMissing" },
        { null, null, null, "lakefs://data/main", "LakeKeyMissing" },
        { null, null, null, "lakefs://data/main/", "LakeKeyMissing" },
        { "data", null, null, "main/", "LakeKeyMissing" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_what_is_meant(
        string? bucket, string? repository, string? reference, string? key, string expectedRepository, string expectedRef, string expectedKey)
    {
        ObjectAddress address = WithDefaults.ResolveObject(Name(bucket, repository, reference, key));

        Assert.Equal((expectedRepository, expectedRef, expectedKey), (address.Container, address.Ref, address.Key));
        Assert.Equal($"lakefs://{expectedRepository}/{expectedRef}/{expectedKey}", address.Uri);
        Assert.Equal($"{expectedRef}/{expectedKey}", address.S3Key);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Says_what_is_wrong(string? bucket, string? repository, string? reference, string? key, string errorId)
    {
        LakeS3Exception error = Lake.Fails(errorId, () => Plain.ResolveObject(Name(bucket, repository, reference, key)));

        Assert.Equal(LakeErrorKind.InvalidArgument, error.Kind);
    }

    [Theory]
    [InlineData("lakefs://data/main", "")]
    [InlineData("lakefs://data/main/", "")]
    [InlineData("lakefs://data/main/a/", "a/")]
    public void A_prefix_may_be_empty(string said, string prefix)
    {
        Assert.Equal(prefix, Plain.ResolvePrefix(new ObjectName { Key = said }).Key);
    }

    [Fact]
    public void A_literal_key_is_never_an_address()
    {
        ObjectAddress address = WithDefaults.ResolveObject(new ObjectName { LiteralKey = "lakefs://data/main/a" });

        Assert.Equal(("house", "dev", "lakefs://data/main/a"), (address.Container, address.Ref, address.Key));
        Assert.Equal(address, Plain.ResolveObject(new ObjectName { Key = address.Uri }));
    }

    [Theory]
    [InlineData(null, "a", "lakefs://house/dev/a")]
    [InlineData("in/", "a", "lakefs://house/dev/in/a")]
    [InlineData("lakefs://data/main", "a", "lakefs://data/main/a")]
    [InlineData("lakefs://data/main/in/", "s3://x", "lakefs://data/main/in/s3://x")]
    public void A_literal_key_follows_a_prefix(string? prefix, string key, string expected)
    {
        Assert.Equal(expected, WithDefaults.ResolveObject(new ObjectName { Key = prefix, LiteralKey = key }).Uri);
    }

    [Theory]
    [InlineData(null, null, null, "a", "lakefs://usual/v1/a")]
    [InlineData(null, "data", null, "a", "lakefs://data/v1/a")]
    [InlineData(null, null, null, "lakefs://data/main/a", "lakefs://data/main/a")]
    [InlineData(null, null, "lakefs://data/main", "a", "lakefs://data/main/a")]
    [InlineData("data", null, null, "main/a", "lakefs://data/main/a")]
    public void Defaults_give_way_to_what_is_said(string? bucket, string? repository, string? reference, string? key, string expected)
    {
        ObjectName name = new()
        {
            BucketName = bucket, Repository = repository, Ref = reference, Key = key, Defaults = new ObjectName { Repository = "usual", Ref = "v1" },
        };

        Assert.Equal(expected, WithDefaults.ResolveObject(name).Uri);
    }

    [Fact]
    public void Nothing_said_is_the_whole_default_ref()
    {
        Assert.Equal(new ObjectAddress("house", "dev", ""), WithDefaults.ResolvePrefix(new ObjectName()));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Repository_names_have_3_to_63_characters(int length, bool isValid)
    {
        string name = new('a', length);
        if (isValid)
        {
            Assert.Equal(name, Plain.ResolveRepository(name));
        }
        else
        {
            Lake.Fails("LakeRepositoryNameInvalid", () => Plain.ResolveRepository(name));
        }
    }

    [Theory]
    [InlineData("a", 1024)]
    [InlineData("\u00e9", 512)]
    [InlineData("\u20ac\u20ac\u20aca", 102)]
    [InlineData("\U0001F600", 256)]
    public void A_key_is_measured_in_bytes_of_UTF_8(string piece, int count)
    {
        string longest = string.Concat(System.Linq.Enumerable.Repeat(piece, count));
        ObjectName Named(string key) => new() { Repository = "data", Ref = "main", Key = key };

        longest += new string('a', 1024 - System.Text.Encoding.UTF8.GetByteCount(longest));

        Assert.Equal(longest, Plain.ResolveObject(Named(longest)).Key);
        LakeS3Exception error = Lake.Fails("LakeKeyTooLong", () => Plain.ResolveObject(Named(longest + "a")));
        Assert.Contains("1025 bytes", error.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xD83D, -1)]
    [InlineData(0xDE00, -1)]
    [InlineData(0xDE00, 0xD83D)]
    public void Half_a_surrogate_pair_is_no_key(int first, int second)
    {
        // Built here: test frameworks hand lone surrogates on as U+FFFD.
        string key = "a" + (char)first + (second < 0 ? "b" : ((char)second).ToString());

        Lake.Fails("LakeKeyInvalid", () => Plain.ResolveObject(new ObjectName { Repository = "data", Ref = "main", Key = key }));
    }

    [Fact]
    public void Addresses_are_equal_when_all_parts_are()
    {
        ObjectAddress one = new("data", "main", "a");

        Assert.Equal(one, new ObjectAddress("data", "main", "a"));
        Assert.Equal(one.GetHashCode(), new ObjectAddress("data", "main", "a").GetHashCode());
        Assert.NotEqual(one, one.WithKey("A"));
        Assert.NotEqual(one, new ObjectAddress("data", "dev", "a"));
        Assert.NotEqual(one, new ObjectAddress("date", "main", "a"));
    }

    private static ObjectName Name(string? bucket, string? repository, string? reference, string? key) =>
        new() { BucketName = bucket, Repository = repository, Ref = reference, Key = key };
}
