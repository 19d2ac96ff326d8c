using System;
using LakeFS.S3.S3;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The URLs of objects, in the form that is signed.</summary>
public sealed class S3RequestUriTests
{
    [Theory]
    [InlineData("AZaz09-._~", "AZaz09-._~")]
    [InlineData("a b+c", "a%20b%2Bc")]
    [InlineData("a/b", "a/b")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("!*'()", "%21%2A%27%28%29")]
    [InlineData("?#&=:@$,;", "%3F%23%26%3D%3A%40%24%2C%3B")]
    [InlineData("\u00fc", "%C3%BC")]
    [InlineData("\U0001F30A", "%F0%9F%8C%8A")]
    [InlineData("\u0001\\", "%01%5C")]
    public void Everything_but_what_is_unreserved_is_escaped(string key, string escaped)
    {
        Assert.Equal(escaped, S3RequestUri.Escape(key, keepSlashes: true));
    }

    [Fact]
    public void In_a_query_slashes_are_escaped_too()
    {
        Assert.Equal("a%2Fb", S3RequestUri.Escape("a/b", keepSlashes: false));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8000", false, "127.0.0.1:8000", "/data-lake/main/a")]
    [InlineData("https://lake.example:443", false, "lake.example", "/data-lake/main/a")]
    [InlineData("http://lake.example:443", false, "lake.example:443", "/data-lake/main/a")]
    [InlineData("https://lake.example", true, "data-lake.lake.example", "/main/a")]
    [InlineData("http://lake.example:8000", true, "data-lake.lake.example:8000", "/main/a")]
    public void The_repository_stands_in_the_path_or_in_the_host(string endpoint, bool virtualHost, string host, string path)
    {
        S3RequestUri target = new(new Uri(endpoint), virtualHost, TestGateway.At("a"), "partNumber=1");

        Assert.Equal((host, path), (target.Host, target.Path));
        Assert.Equal($"{new Uri(endpoint).Scheme}://{host}{path}?partNumber=1", target.ToUri().OriginalString);
    }

    [Theory]
    [InlineData("../x", "/data-lake/main/../x")]
    [InlineData("a/./b", "/data-lake/main/a/./b")]
    [InlineData("a//b/", "/data-lake/main/a//b/")]
    [InlineData("%2e%2E/x", "/data-lake/main/%252e%252E/x")]
    [InlineData("a\\b", "/data-lake/main/a%5Cb")]
    public void The_path_is_not_normalized(string key, string path)
    {
        S3RequestUri target = new(new Uri("http://127.0.0.1:8000"), virtualHost: false, TestGateway.At(key), string.Empty);

        Assert.Equal((path, path), (target.Path, target.ToUri().PathAndQuery));
    }
}
