using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Where a router leads what, in the cases in which Boto S3 Router's own code decides; and its configuration.</summary>
public sealed class LakeS3RouterTests : IDisposable
{
    // The profiles of Boto S3 Router's own tests, and some that are in each other's way.
    private static readonly RouterProfile[] Profiles =
    [
        Profile("upload", "bucket-a", "a/*", "test-upload", "main/"),
        Profile("rest-of-a", "bucket-a", "b/*.csv", mappedPrefix: "rest/"),
        Profile("copy", "source", mappedBucket: "test-copy", mappedPrefix: "main/"),
        Profile("same", "test-copy"),
        Profile("delete", "delete-objects*", mappedBucket: "test-delete-objects", mappedPrefix: "test/"),
        Profile("set", "log-[0-9]", "[!x]*", mappedPrefix: "logs/"),
        Profile("never", "source", mappedBucket: "too-late"),
    ];

    private readonly Dictionary<string, LakeS3Connection> _stores =
        Profiles.Select(profile => profile.Name).Append("default").ToDictionary(name => name, name => Connect(name, StoreKind.S3));

    public void Dispose()
    {
        foreach (LakeS3Connection store in _stores.Values)
        {
            store.Dispose();
        }
    }

    // What _route_bucket_and_key returns for each.
    [Theory]
    [InlineData("bucket-a", "a/b/1.txt", "upload", "test-upload", "main/a/b/1.txt")]
    [InlineData("bucket-a", "a/", "upload", "test-upload", "main/a/")]
    [InlineData("bucket-a", "b/x.csv", "rest-of-a", "bucket-a", "rest/b/x.csv")]
    [InlineData("bucket-a", "b/x.txt", "default", "bucket-a", "b/x.txt")]
    [InlineData("bucket-a", "A/b", "default", "bucket-a", "A/b")]
    [InlineData("Bucket-a", "a/b", "default", "Bucket-a", "a/b")]
    [InlineData("source", "1.txt", "copy", "test-copy", "main/1.txt")]
    [InlineData("test-copy", "1.txt", "same", "test-copy", "1.txt")]
    [InlineData("delete-objects", "1.txt", "delete", "test-delete-objects", "test/1.txt")]
    [InlineData("delete-objects1", "1.txt", "delete", "test-delete-objects", "test/1.txt")]
    [InlineData("log-7", "a", "set", "log-7", "logs/a")]
    [InlineData("log-7", "xa", "default", "log-7", "xa")]
    [InlineData("log-x", "a", "default", "log-x", "a")]
    [InlineData("elsewhere", "a", "default", "elsewhere", "a")]
    public void A_bucket_and_a_key_go_where_Boto_S3_Router_sends_them(string bucket, string key, string profile, string storeBucket, string storeKey)
    {
        foreach (bool compatible in new[] { false, true })
        {
            using LakeS3Router router = Open(compatible);

            ObjectAddress address = router.ResolveObject(new ObjectName { BucketName = bucket, Key = key });

            Assert.Equal((profile, storeBucket, storeKey), (address.Store!.Name, address.Container, address.S3Key));
            Assert.Equal(profile, router.Resolve(bucket, key).Profile);
            Assert.Equal(address, router.ResolveObject(new ObjectName { Key = $"s3://{bucket}/{key}" }));
        }
    }

    // What _route_list_params returns for each: a prefix is matched and mapped as a key; without one the bucket decides alone.
    [Theory]
    [InlineData("bucket-a", "a/b", "upload", "test-upload", "main/a/b")]
    [InlineData("bucket-a", "a", "default", "bucket-a", "a")]
    [InlineData("bucket-a", "", "default", "bucket-a", "")]
    [InlineData("bucket-a", null, "upload", "test-upload", "")]
    [InlineData("source", "", "copy", "test-copy", "main/")]
    [InlineData("source", null, "copy", "test-copy", "")]
    [InlineData("log-7", "x", "default", "log-7", "x")]
    [InlineData("log-7", null, "set", "log-7", "")]
    [InlineData("elsewhere", null, "default", "elsewhere", "")]
    public void A_compatible_list_goes_where_Boto_S3_Router_sends_it(string bucket, string? prefix, string profile, string storeBucket, string storePrefix)
    {
        using LakeS3Router router = Open(compatible: true);

        ObjectAddress address = router.ResolvePrefix(new ObjectName { BucketName = bucket, Key = prefix });

        Assert.Equal((profile, storeBucket, storePrefix), (address.Store!.Name, address.Container, address.S3Key));
    }

    [Fact]
    public void A_route_says_why_it_passed_others_over()
    {
        using LakeS3Router router = Open();

        LakeRoute route = router.Resolve("bucket-a", "b/x.txt");

        Assert.Equal(("default", "default", "s3://bucket-a/b/x.txt"), (route.Profile, route.StoreName, route.StoreUri));
        Assert.Equal(Profiles.Select(profile => profile.Name), route.PassedOver.Select(line => line.Split(':')[0]));
        Assert.Equal("upload: the key 'b/x.txt' does not match 'a/*'", route.PassedOver[0]);
        Assert.Equal("copy: the bucket 'bucket-a' does not match 'source'", route.PassedOver[2]);
    }

    [Fact]
    public void Another_key_of_a_routed_address_is_routed_anew()
    {
        using LakeS3Router router = Open();

        ObjectAddress address = router.ResolvePrefix(new ObjectName { BucketName = "bucket-a", Key = "a/b" });

        Assert.Equal("s3://bucket-a/c", address.WithKey("c").StoreUri);
        Assert.Equal("s3://bucket-a/rest/b/c.csv", address.WithKey("b/c.csv").StoreUri);
        Assert.Equal("s3://bucket-a/b/c.csv", address.WithKey("b/c.csv").Uri);
    }

    [Fact]
    public void An_address_on_lakeFS_has_repository_ref_and_path()
    {
        _stores["upload"] = Connect("lake", StoreKind.LakeFS);
        using LakeS3Router router = Open();

        ObjectAddress address = router.ResolveObject(new ObjectName { BucketName = "bucket-a", Key = "a/b.csv" });

        Assert.True(address.IsOnLakeFS);
        Assert.Equal(("test-upload", "main", "a/b.csv"), (address.Container, address.Ref, address.Key));
        Assert.Equal("lakefs://test-upload/main/a/b.csv", address.StoreUri);
        Assert.Equal("s3://bucket-a/a/b.csv", address.Uri);
    }

    [Theory]
    [InlineData("a.csv", "LakeRefMissing")]
    [InlineData("ma in/a.csv", "LakeRefInvalid")]
    public void A_key_without_a_ref_for_lakeFS_is_an_error(string key, string errorId)
    {
        _stores["same"] = Connect("lake", StoreKind.LakeFS);
        using LakeS3Router router = Open();

        Lake.Fails(errorId, () => router.ResolveObject(new ObjectName { BucketName = "test-copy", Key = key }));
    }

    [Fact]
    public void A_router_knows_no_repositories()
    {
        using LakeS3Router router = Open();

        Lake.Fails("LakeNotLakeFS", () => router.ResolveObject(new ObjectName { Repository = "r", Key = "k" }));
        Lake.Fails("LakeNotLakeFS", () => router.ResolveObject(new ObjectName { Key = "lakefs://r/main/k" }));
        Lake.Fails("LakeBucketMissing", () => router.ResolveObject(new ObjectName { Key = "k" }));
        Lake.Fails("LakeAddressAmbiguous", () => router.ResolveObject(new ObjectName { BucketName = "b", Key = "s3://c/k" }));
        Lake.Fails("LakeKeyMissing", () => router.ResolveObject(new ObjectName { Key = "s3://b/" }));
    }

    [Fact]
    public void A_closed_router_serves_nothing_and_leaves_its_stores_open()
    {
        LakeS3Router router = Open();
        ObjectAddress address = router.ResolveObject(new ObjectName { BucketName = "b", Key = "k" });

        router.Dispose();

        Assert.False(router.IsOpen);
        Lake.Fails("LakeConnectionClosed", () => router.StoreOf(address));
        Assert.All(_stores.Values, store => Assert.True(store.IsOpen));
    }

    [Fact]
    public void A_profile_without_a_connection_is_an_error_that_names_it()
    {
        _stores.Remove("copy");

        Assert.Contains("'copy'", Lake.Fails("LakeRouterConnectionMissing", () => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_router_needs_a_default()
    {
        _stores.Remove("default");

        Assert.Contains("'default'", Lake.Fails("LakeRouterConnectionMissing", () => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_connection_is_an_error_that_names_the_profile()
    {
        _stores["same"].Dispose();

        Assert.Contains("profile 'same'", Lake.Fails("LakeRouterConnectionInvalid", () => Open()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreKind.LakeFS, "Not-A-Repository", "main/")]
    [InlineData(StoreKind.LakeFS, "repository", "ma in/")]
    [InlineData(StoreKind.LakeFS, "repository", "/main/")]
    [InlineData(StoreKind.S3, "not/a/bucket", null)]
    public void A_mapping_that_its_store_can_t_have_is_an_error_that_names_the_profile(StoreKind kind, string bucket, string? prefix)
    {
        using LakeS3Connection store = Connect("s", kind);
        Dictionary<string, LakeS3Connection> stores = new() { ["mapped"] = store, ["default"] = store };

        LakeS3Exception error = Lake.Fails(
            "LakeRouterProfileInvalid",
            () => LakeS3Router.Open("r", stores, [Profile("mapped", "b", mappedBucket: bucket, mappedPrefix: prefix)], compatible: false));

        Assert.Contains("'mapped'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_profiles_at_all_lead_everything_to_the_default()
    {
        using LakeS3Router router = LakeS3Router.Open("r", _stores, [], compatible: false);

        Assert.Equal("s3://b/k", router.ResolveObject(new ObjectName { BucketName = "b", Key = "k" }).StoreUri);
    }

    private LakeS3Router Open(bool compatible = false) => LakeS3Router.Open("r", _stores, Profiles, compatible);

    private static LakeS3Connection Connect(string name, StoreKind kind) => LakeS3Connection.Open(new ConnectionOptions
    {
        Name = name,
        Store = kind,
        EndpointUrl = "http://127.0.0.1:1",
        Credential = new LakeCredential("AKIAIOSFODNN7EXAMPLE", "secret", "the test"),
    });

    private static RouterProfile Profile(string name, string bucket, string? key = null, string? mappedBucket = null, string? mappedPrefix = null) =>
        RouterProfile.Read(
            name,
            [new("source_bucket_pattern", bucket), new("source_key_pattern", key), new("mapped_bucket_name", mappedBucket), new("mapped_prefix", mappedPrefix)]);
}
