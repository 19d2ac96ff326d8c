using System;
using System.Text;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The signer against the examples of the Amazon S3 API reference (Authenticating Requests, Signature Version 4).</summary>
public sealed class SignatureV4Tests
{
    private static readonly SignatureV4 Signature = new(
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "us-east-1",
        new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Signs_a_request_in_its_header() => Assert.Equal(
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        Signature.SignRequest(
            "GET",
            "/test.txt",
            [],
            [
                new("Host", "examplebucket.s3.amazonaws.com"),
                new("Range", "bytes=0-9"),
                new("x-amz-content-sha256", SignatureV4.EmptyHash),
                new("x-amz-date", Signature.Timestamp),
            ],
            SignatureV4.EmptyHash));

    [Fact]
    public void Signs_a_query_with_a_parameter_that_has_no_value() => Assert.Equal(
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        Signature.SignRequest(
            "GET",
            "/",
            [new("lifecycle", null)],
            [
                new("Host", "examplebucket.s3.amazonaws.com"),
                new("x-amz-content-sha256", SignatureV4.EmptyHash),
                new("x-amz-date", Signature.Timestamp),
            ],
            SignatureV4.EmptyHash));

    [Fact]
    public void Signs_a_presigned_query() => Assert.Equal(
        "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        Signature.SignRequest(
            "GET",
            "/test.txt",
            [
                new("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
                new("X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"),
                new("X-Amz-Date", Signature.Timestamp),
                new("X-Amz-Expires", "86400"),
                new("X-Amz-SignedHeaders", "host"),
            ],
            [new("Host", "examplebucket.s3.amazonaws.com")],
            "UNSIGNED-PAYLOAD"));

    [Fact]
    public void Signs_chunks()
    {
        const string Payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
        string seed = Signature.SignRequest(
            "PUT",
            "/examplebucket/chunkObject.txt",
            [],
            [
                new("Host", "s3.amazonaws.com"),
                new("x-amz-date", Signature.Timestamp),
                new("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                new("x-amz-content-sha256", Payload),
                new("Content-Encoding", "aws-chunked"),
                new("x-amz-decoded-content-length", "66560"),
                new("Content-Length", "66824"),
            ],
            Payload);
        Assert.Equal("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9", seed);

        RecordedAuthentication auth = new() { Key = "valid", Signing = "sigv4-header", Payload = "streaming-signed" };
        string body = Encoding.ASCII.GetString(new AwsChunkedBody(auth, Signature, seed).Encode(Encoding.ASCII.GetBytes(new string('a', 66560))));
        Assert.Equal(66824, body.Length);
        Assert.StartsWith("10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\naaa", body, StringComparison.Ordinal);
        Assert.Contains("aaa\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\naaa", body, StringComparison.Ordinal);
        Assert.EndsWith("aaa\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n", body, StringComparison.Ordinal);
    }
}
