using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
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

        ServerErrorException refusal = await Assert.ThrowsAsync<ServerErrorException>(() => S3ErrorReader.RequireSuccessAsync(answer, CancellationToken.None));

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

        ServerErrorException refusal = await Assert.ThrowsAsync<ServerErrorException>(() => S3ErrorReader.RequireSuccessAsync(answer, CancellationToken.None));

        Assert.Equal((status, null), (refusal.StatusCode, refusal.RequestId));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, Page)]
    [InlineData(HttpStatusCode.NotFound, "<Other/>")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, Page)]
    [InlineData((HttpStatusCode)429, "slow down")]
    [InlineData(HttpStatusCode.Forbidden, "<!DOCTYPE Error [<!ENTITY a \"b\">]><Error><Code>&a;</Code></Error>")]
    public async Task A_page_where_an_error_belongs_is_somebody_elses_but_its_status_counts(HttpStatusCode status, string body)
    {
        using HttpResponseMessage answer = new(status) { Content = new StringContent(body) };

        ServerErrorException refusal = await Assert.ThrowsAsync<ServerErrorException>(() => S3ErrorReader.RequireSuccessAsync(answer, CancellationToken.None));

        Assert.Equal((status, null, true), (refusal.StatusCode, refusal.ErrorCode, refusal.IsForeign));
    }

    [Theory]
    [InlineData("<Error>", "", 80_000)]
    [InlineData("<Error><Code>SlowDown</Code>", "</Error>", 2_000_000)]
    public async Task What_is_nested_without_end_takes_no_time(string before, string after, int levels)
    {
        string body = before + string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels)) + after;
        using HttpResponseMessage answer = new(HttpStatusCode.ServiceUnavailable) { Content = new StringContent(body) };
        Stopwatch watch = Stopwatch.StartNew();

        await Assert.ThrowsAsync<ServerErrorException>(() => S3ErrorReader.RequireSuccessAsync(answer, CancellationToken.None));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
