using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using System.Xml;
using LakeFS.S3.Http;
using LakeFS.S3.S3;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Answers that are no success.</summary>
public sealed class S3ErrorReaderTests
{
    private const string Page = "<!doctype html><html><body>Bad Gateway<br></body></html>";

    [Fact]
    public async Task An_error_tells_everything()
    {
        using HttpResponseMessage answer = new(HttpStatusCode.ServiceUnavailable)
        {
            Content = new StringContent("<Error><Code>SlowDown</Code><Message>m</Message><RequestId>r</RequestId><HostId>h</HostId></Error>"),
        };
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
        answer.Headers.Date = DateTimeOffset.UnixEpoch;

        ServerErrorException refusal = await Assert.ThrowsAsync<ServerErrorException>(() => S3ErrorReader.RequireSuccessAsync(answer));

        Assert.Equal(("SlowDown", "m", "r", "h"), (refusal.ErrorCode, refusal.Message, refusal.RequestId, refusal.HostId));
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(7), DateTimeOffset.UnixEpoch), (refusal.StatusCode, refusal.RetryAfter, refusal.ServerTime));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, Page)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "try later")]
    [InlineData(HttpStatusCode.InternalServerError, "")]
    [InlineData(HttpStatusCode.Forbidden, "")]
    public async Task A_servers_own_trouble_needs_no_xml(HttpStatusCode status, string body)
    {
        using HttpResponseMessage answer = new(status) { Content = new StringContent(body) };

        ServerErrorException refusal = await Assert.ThrowsAsync<ServerErrorException>(() => S3ErrorReader.RequireSuccessAsync(answer));

        Assert.Equal((status, null), (refusal.StatusCode, refusal.RequestId));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, Page)]
    [InlineData(HttpStatusCode.NotFound, "<Other/>")]
    [InlineData(HttpStatusCode.Moved, "moved")]
    [InlineData(HttpStatusCode.Forbidden, "<!DOCTYPE Error [<!ENTITY a \"b\">]><Error><Code>&a;</Code></Error>")]
    public async Task A_page_where_an_error_belongs_is_no_S3_server(HttpStatusCode status, string body)
    {
        using HttpResponseMessage answer = new(status) { Content = new StringContent(body) };

        await Assert.ThrowsAsync<XmlException>(() => S3ErrorReader.RequireSuccessAsync(answer));
    }
}
