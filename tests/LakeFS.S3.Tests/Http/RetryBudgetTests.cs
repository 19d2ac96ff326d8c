using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>How often and how long a request is tried.</summary>
public sealed class RetryBudgetTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task The_default_outlasts_a_restart_of_half_a_minute()
    {
        int attempts = await CountAsync(RetryPolicy.DefaultMaxRetries, Refused);

        Assert.Equal(RetryPolicy.DefaultMaxRetries + 1, attempts);
        Assert.InRange(_clock.Now.TotalSeconds, 30, 60);
        Assert.All(_clock.Delays.Zip(_clock.Delays.Skip(1)), pair => Assert.True(pair.Second > pair.First || pair.First > TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task More_retries_than_the_time_allows_end_with_the_time()
    {
        await CountAsync(100, Refused);

        Assert.InRange(_clock.Now.TotalSeconds, 52, 76);
    }

    [Fact]
    public async Task A_request_that_stalls_for_longer_than_the_time_is_tried_twice()
    {
        int attempts = await CountAsync(RetryPolicy.DefaultMaxRetries, () =>
        {
            _clock.Advance(100);
            return new HttpRequestException("stalled", new TimeoutException());
        });

        Assert.Equal(2, attempts);
    }

    [Theory]
    [InlineData(25, 3)]
    [InlineData(100, 1)]
    public async Task A_server_is_not_asked_before_the_time_it_names(int seconds, int attempts)
    {
        Assert.Equal(attempts, await CountAsync(10, () => Busy(TimeSpan.FromSeconds(seconds))));
        Assert.All(_clock.Delays, delay => Assert.Equal(seconds, delay.TotalSeconds));
    }

    [Fact]
    public void A_server_may_name_a_time_of_day()
    {
        using HttpResponseMessage answer = new(HttpStatusCode.ServiceUnavailable);
        answer.Headers.Date = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        answer.Headers.TryAddWithoutValidation("Retry-After", "Thu, 01 Jan 2026 12:00:07 GMT");

        Assert.Equal(TimeSpan.FromSeconds(7), ServerErrorException.RetryAfterOf(answer));
    }

    [Fact]
    public async Task A_pause_ends_when_the_caller_stops()
    {
        using CancellationTokenSource stop = new();
        Exception refusal = Busy(TimeSpan.FromSeconds(50));
        RetryBudget budget = new RetryPolicy(1).Begin();
        Assert.True(budget.Allows(refusal));

        Task pause = budget.PauseAsync(refusal, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pause);
    }

    [Fact]
    public void What_is_sent_once_is_repeated_only_if_it_was_not_begun()
    {
        Assert.True(Begin(isSentOnce: true).Allows(Refused()));
        Assert.True(Begin(isSentOnce: true).Allows(new ServerErrorException((HttpStatusCode)429, null, null, null, null, null, null)));
        Assert.False(Begin(isSentOnce: true).Allows(new HttpRequestException("lost", new IOException())));
        Assert.False(Begin(isSentOnce: true).Allows(Busy(null)));
        Assert.False(Begin(isSentOnce: true).Allows(new HttpRequestException("reset", new SocketException((int)SocketError.ConnectionReset))));
    }

    [Fact]
    public void Failures_that_stay_are_not_repeated()
    {
        Assert.False(Begin().Allows(new HttpRequestException("TLS", new AuthenticationException())));
        Assert.False(Begin().Allows(new InvalidOperationException()));
        Assert.True(Begin().Allows(new HttpRequestException("broken", new IOException())));
    }

    [Fact]
    public void A_body_that_breaks_again_and_again_ends_although_a_part_of_it_arrives_each_time()
    {
        RetryBudget budget = new RetryPolicy(3, _clock).Begin();
        int attempts = 0;
        Exception broken;
        do
        {
            attempts++;
            budget.Received(1024 * 1024);
            broken = new IOException("broken");
        }
        while (budget.Allows(broken) && attempts < 50);

        Assert.Equal(4, attempts);
        Assert.Equal("tried 4 times", Attempts.Of(broken).ToString());
    }

    [Fact]
    public void A_body_that_makes_progress_starts_over()
    {
        RetryBudget budget = new RetryPolicy(1, _clock).Begin();
        for (int i = 0; i < 20; i++)
        {
            budget.Received(RetryBudget.Progress);
            Assert.True(budget.Allows(new IOException("broken")));
        }
    }

    [Fact]
    public void A_caller_that_reads_slowly_loses_no_time_of_the_budget()
    {
        RetryBudget budget = new RetryPolicy(3, _clock).Begin();
        for (int i = 0; i < 3; i++)
        {
            _clock.Advance(600);
            budget.Continue();
            Assert.True(budget.Allows(new IOException("broken")));
        }
    }

    [Fact]
    public async Task Attempts_within_an_attempt_count()
    {
        RetryPolicy policy = new(5, _clock);
        int requests = 0;
        RetryBudget outer = policy.Begin();
        Exception failure = await Assert.ThrowsAsync<HttpRequestException>(() => policy.RunAsync<int>(
            () =>
            {
                requests++;
                throw Refused();
            },
            CancellationToken.None));

        Assert.False(outer.Allows(failure));
        Assert.Equal(6, requests);
        Assert.StartsWith("tried 6 times in", Attempts.Of(failure).ToString(), StringComparison.Ordinal);
    }

    private static HttpRequestException Refused() => new("refused", new SocketException((int)SocketError.ConnectionRefused));

    private static ServerErrorException Busy(TimeSpan? retryAfter) => new(HttpStatusCode.ServiceUnavailable, "SlowDown", null, null, null, serverTime: null, retryAfter);

    private RetryBudget Begin(bool isSentOnce = false) => new RetryPolicy(5, _clock).Begin(isSentOnce);

    private async Task<int> CountAsync(int maxRetries, Func<Exception> fail)
    {
        int attempts = 0;
        await Assert.ThrowsAnyAsync<Exception>(() => new RetryPolicy(maxRetries, _clock).RunAsync<int>(
            () =>
            {
                attempts++;
                throw fail();
            },
            CancellationToken.None));
        return attempts;
    }
}
