using System;
using System.Net.Http;
using LakeFS.S3.Direct;
using LakeFS.S3.S3;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>How object stores say what they stored.</summary>
public sealed class StoreDigestTests
{
    private const string Md5 = "9e107d9d372bb6826bd81d3542a419d6";

    [Theory]
    [InlineData("\"9e107d9d372bb6826bd81d3542a419d6\"", null, null, true)]
    [InlineData("\"9e107d9d372bb6826bd81d3542a419d6\"", "x-amz-server-side-encryption", "AES256", true)]
    [InlineData("\"9e107d9d372bb6826bd81d3542a419d6\"", "x-amz-server-side-encryption", "aws:kms", false)]
    [InlineData("\"0x8DC3B7C1D0A0000\"", null, null, false)]
    [InlineData("\"0x8DC3B7C1D0A0000\"", "Content-MD5", "nhB9nTcrtoJr2B01QqQZ1g==", true)]
    [InlineData("\"CNDf5fLh\"", "x-goog-hash", "crc32c=AAAAAA==,md5=nhB9nTcrtoJr2B01QqQZ1g==", true)]
    [InlineData("\"CNDf5fLh\"", "x-goog-hash", "md5=not base64", false)]
    public void The_MD5_is_found_where_there_is_one(string etag, string? header, string? value, bool isMd5)
    {
        using HttpResponseMessage answer = new() { Content = new ByteArrayContent([]) };
        answer.Headers.TryAddWithoutValidation("ETag", etag);
        if (header is not null && !answer.Headers.TryAddWithoutValidation(header, value))
        {
            answer.Content.Headers.TryAddWithoutValidation(header, value);
        }

        PutResult result = StoreDigest.Of(answer);

        Assert.Equal(isMd5, result.HasMd5);
        Assert.Equal(isMd5, string.Equals(result.ETag, Md5, StringComparison.Ordinal) && result.HasMd5);
    }
}
