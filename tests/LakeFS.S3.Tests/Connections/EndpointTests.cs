using System;
using LakeFS.S3.Connections;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Endpoints as people write them.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8000", "http://127.0.0.1:8000/", false)]
    [InlineData("http://127.0.0.1:8000/", "http://127.0.0.1:8000/", false)]
    [InlineData("  https://lakefs.example.com  ", "https://lakefs.example.com/", false)]
    [InlineData("HTTPS://LakeFS.example.com:443", "https://lakefs.example.com/", false)]
    [InlineData("http://127.0.0.1:8000/api/v1", "http://127.0.0.1:8000/", true)]
    [InlineData("https://lakefs.example.com/api/v1/", "https://lakefs.example.com/", true)]
    [InlineData("https://lakefs.example.com/API/V1", "https://lakefs.example.com/", true)]
    [InlineData("http://[::1]:8000", "http://[::1]:8000/", false)]
    public void Is_checked_and_corrected(string text, string url, bool corrected)
    {
        Endpoint endpoint = Endpoint.Parse(text);

        Assert.Equal(url, endpoint.Url.AbsoluteUri);
        Assert.Equal(corrected, endpoint.ApiPathRemoved);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("lakefs.example.com")]
    [InlineData("localhost:8000")]
    [InlineData("127.0.0.1:8000")]
    [InlineData("//lakefs.example.com")]
    [InlineData("ftp://lakefs.example.com")]
    [InlineData("file:///etc/hosts")]
    [InlineData("http://")]
    [InlineData("http://:8000")]
    [InlineData("http://host:99999")]
    [InlineData("https://lakefs.example.com/some/path")]
    [InlineData("https://lakefs.example.com/api/v2")]
    [InlineData("https://lakefs.example.com/?a=b")]
    [InlineData("https://lakefs.example.com/#a")]
    public void Is_refused_when_it_is_no_URL_of_a_server(string text)
    {
        LakeS3Exception error = Lake.Fails("LakeEndpointInvalid", () => Endpoint.Parse(text));

        Assert.Equal(LakeErrorKind.InvalidArgument, error.Kind);
    }

    [Theory]
    [InlineData("https://anna:geheim@lakefs.example.com")]
    [InlineData("https://geheim@lakefs.example.com")]
    [InlineData("https://anna:geheim@lakefs.example.com/api/v1")]
    [InlineData("anna:geheim@lakefs.example.com")]
    [InlineData("ftp://anna:geheim@lakefs.example.com")]
    [InlineData("https://anna:geheim@")]
    [InlineData("https://lakefs.example.com/?password=geheim")]
    public void Never_echoes_what_may_be_a_password(string text)
    {
        LakeS3Exception error = Lake.Fails("LakeEndpointInvalid", () => Endpoint.Parse(text));

        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }
}
