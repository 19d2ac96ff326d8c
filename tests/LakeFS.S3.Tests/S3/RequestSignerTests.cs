using System;
using System.Collections.Generic;
using LakeFS.S3.S3;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Signatures against values that were not made by this project, and over a change of day.</summary>
public sealed class RequestSignerTests
{
    private static readonly LakeCredential Credential = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "the test");

    [Fact]
    public void The_published_example_comes_out()
    {
        // The seed signature of AWS's "Signature Calculations for the Authorization Header: Transferring Payload in
        // Multiple Chunks", the published example whose path has as many segments as an object of lakeFS.
        S3RequestUri target = new(
            new Uri("https://amazonaws.com"), virtualHost: true, new ObjectAddress("s3", "examplebucket", "chunkObject.txt"), string.Empty);
        SortedDictionary<string, string> headers = new(StringComparer.Ordinal)
        {
            ["content-encoding"] = "aws-chunked",
            ["content-length"] = "66824",
            ["x-amz-decoded-content-length"] = "66560",
            ["x-amz-storage-class"] = "REDUCED_REDUNDANCY",
        };

        string? authorization = new RequestSigner(Credential, "us-east-1").Sign(
            "PUT", target, headers, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", new DateTime(2013, 5, 24, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
            + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class, "
            + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            authorization);
        Assert.Equal(("s3.amazonaws.com", "20130524T000000Z"), (headers["host"], headers["x-amz-date"]));
    }

    [Fact]
    public void A_signer_that_lives_over_midnight_signs_with_the_new_day()
    {
        RequestSigner signer = new(Credential, "us-east-1");
        DateTime evening = new(2026, 2, 28, 23, 59, 59, DateTimeKind.Utc);

        Sign(signer, evening);

        Assert.Equal(Sign(new RequestSigner(Credential, "us-east-1"), evening.AddSeconds(1)), Sign(signer, evening.AddSeconds(1)));
        Assert.Contains("/20260301/", Sign(signer, evening.AddSeconds(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Blanks_around_and_within_a_value_do_not_count()
    {
        RequestSigner signer = new(Credential, "us-east-1");

        Assert.Equal(Sign(signer, DateTime.UnixEpoch, "a b c"), Sign(signer, DateTime.UnixEpoch, "  a  b   c "));
    }

    private static string? Sign(RequestSigner signer, DateTime now, string value = "v") => signer.Sign(
        "GET",
        new S3RequestUri(new Uri("http://127.0.0.1:8000"), virtualHost: false, TestGateway.At("a"), string.Empty),
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["x-amz-meta-a"] = value },
        RequestSigner.EmptyPayload,
        now);
}
