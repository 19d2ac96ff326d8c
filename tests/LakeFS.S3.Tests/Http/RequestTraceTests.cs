using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using Xunit;

namespace LakeFS.S3.Tests;

public sealed class RequestTraceTests
{
    [Theory]
    [InlineData("http://h/r/main/a%20b?uploads", "http://h/r/main/a%20b?uploads")]
    [InlineData("http://h/r?X-Amz-Signature=abc&X-Amz-Credential=AKIA&list-type=2", "http://h/r?X-Amz-Signature=(hidden)&X-Amz-Credential=(hidden)&list-type=2")]
    [InlineData("http://h/r?AWSAccessKeyId=AKIA&Signature=abc&Expires=1", "http://h/r?AWSAccessKeyId=(hidden)&Signature=(hidden)&Expires=1")]
    public void Says_what_was_asked_and_answered_without_signatures(string url, string shown)
    {
        RequestTrace trace = new(hasRequests: true);
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        using HttpResponseMessage response = new(HttpStatusCode.NotFound);
        trace.Answered(request.Method, request.RequestUri!, response, TimeSpan.FromMilliseconds(12.3));
        Assert.Equal(new TraceEntry(IsRetry: false, $"GET {shown}: 404 NotFound, 12 ms"), Assert.Single(Take(trace)));
    }

    [Fact]
    public async Task Tells_a_retry_by_its_own_request_though_others_run_beside_it()
    {
        RequestTrace trace = new(hasRequests: false);
        RequestTrace.Current = trace;
        RetryPolicy retry = new(1, new FastClock());
        await Task.WhenAll(FailOnceAsync(retry, "http://h/one"), FailOnceAsync(retry, "http://h/two"));
        Assert.Collection(
            Take(trace).ConvertAll(entry => entry.Text.Split(':')[1] + entry.Text[entry.Text.IndexOf(". Retry", StringComparison.Ordinal)..]).Order(),
            text => Assert.StartsWith("//h/one. Retry 1 follows in 0.", text),
            text => Assert.StartsWith("//h/two. Retry 1 follows in 0.", text));
    }

    [Fact]
    public async Task Belongs_to_the_calls_that_began_with_it()
    {
        RequestTrace trace = new(hasRequests: true);
        RequestTrace.Current = trace;
        Task<RequestTrace?> inside = Task.Run<RequestTrace?>(() => RequestTrace.Current);
        RequestTrace.Current = null;
        Assert.Same(trace, await inside);
        Assert.Null(await Task.Run(() => RequestTrace.Current));
    }

    private static async Task FailOnceAsync(RetryPolicy retry, string url)
    {
        int attempts = 0;
        await retry.RunAsync(
            async () =>
            {
                await Task.Yield();
                using HttpRequestMessage request = new(HttpMethod.Get, url);
                HttpRequestException failure = new("Connection refused");
                RequestTrace.Current!.Failed(request.Method, request.RequestUri!, failure, TimeSpan.Zero);
                return attempts++ == 0 ? throw failure : attempts;
            },
            CancellationToken.None);
    }

    private static List<TraceEntry> Take(RequestTrace trace)
    {
        List<TraceEntry> entries = [];
        while (trace.TryTake(out TraceEntry? entry))
        {
            entries.Add(entry!);
        }

        return entries;
    }
}
