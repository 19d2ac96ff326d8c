using System;
using LakeFS.S3.Direct;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Which URLs of a server are taken for those of an object store.</summary>
public sealed class StoreUrlTests
{
    [Theory]
    [InlineData("http", DirectTransferMode.Auto, "http://store.example.com/bucket/a%2Cb?X-Amz-Signature=1")]
    [InlineData("https", DirectTransferMode.Auto, "https://store.example.com/bucket/../key?a=%20")]
    [InlineData("https", DirectTransferMode.Auto, "http://127.0.0.1:9000/key")]
    [InlineData("https", DirectTransferMode.Always, "http://store.example.com/key")]
    [InlineData("http", DirectTransferMode.Auto, "http://10.0.0.7/key")]
    public void A_store_is_sent_its_URL_exactly(string scheme, DirectTransferMode mode, string url)
    {
        using LakeS3Connection connection = Connect(scheme, mode);

        Assert.Equal(url, StoreUrl.Require(connection, url).OriginalString);
    }

    [Theory]
    [InlineData("s3://bucket/key")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://store.example.com/key")]
    [InlineData("/key")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("https://user:secret@store.example.com/key")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[fe80::1]/key")]
    [InlineData("https://[::ffff:169.254.169.254]/key")]
    [InlineData("http://store.example.com/key")]
    public void Anything_else_is_refused_and_not_shown(string? url)
    {
        using LakeS3Connection connection = Connect("https", DirectTransferMode.Auto);

        LakeS3Exception refusal = Assert.Throws<LakeS3Exception>(() => StoreUrl.Require(connection, url));

        Assert.Equal("LakeDirectTransferFailed", refusal.ErrorId);
        if (url?.Length > 1)
        {
            Assert.DoesNotContain(url, refusal.ToString(), StringComparison.Ordinal);
        }
    }

    private static LakeS3Connection Connect(string scheme, DirectTransferMode mode) => LakeS3Connection.Open(new ConnectionOptions
    {
        EndpointUrl = scheme + "://lakefs.example.com",
        Credential = new LakeCredential("AKIAIOSFODNN7EXAMPLE", "secret", "the test"),
        DirectTransfer = mode,
    });
}
