using System;
using LakeFS.S3.Transfers.Common;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The limit on concurrent requests, over simulated networks.</summary>
public sealed class ConcurrencyLimitTests
{
    private const int Usual = 48;
    private const int Bound = 256;

    [Fact]
    public void A_server_nearby_gets_the_usual_number()
    {
        ConcurrencyLimit limit = new(Bound, TimeSpan.FromMilliseconds(1));

        new SimulatedServer(limit, roundTrip: 1, requestsPerSecond: 2500).Run(seconds: 5);

        Assert.Equal(Usual, limit.Current);
    }

    [Theory]
    [InlineData(20, 48, 90)]
    [InlineData(50, 90, 256)]
    [InlineData(150, 200, 256)]
    public void Within_a_second_a_server_far_away_is_kept_busy_although_the_round_trip_was_not_known(int roundTrip, int least, int most)
    {
        ConcurrencyLimit limit = new(Bound, roundTrip: null);
        SimulatedServer server = new(limit, roundTrip, requestsPerSecond: 2000);

        server.Run(seconds: 1);
        Assert.InRange(limit.Current, least, most);

        double rate = server.Run(seconds: 2);
        Assert.InRange(limit.Current, least, most);
        Assert.InRange(rate, Math.Min(2000, least / (roundTrip / 1000.0)) * 0.9, 2000);
    }

    [Theory]
    [InlineData(1, 48)]
    [InlineData(20, 80)]
    [InlineData(50, 200)]
    [InlineData(150, 256)]
    public void It_starts_with_what_the_round_trip_suggests(int roundTrip, int expected) =>
        Assert.Equal(expected, new ConcurrencyLimit(Bound, TimeSpan.FromMilliseconds(roundTrip)).Current);

    [Fact]
    public void A_queue_in_the_server_brings_it_back_to_what_is_needed()
    {
        // The first request took long, as if the server were far away.
        ConcurrencyLimit limit = new(Bound, TimeSpan.FromMilliseconds(100));
        Assert.Equal(Bound, limit.Current);

        new SimulatedServer(limit, roundTrip: 10, requestsPerSecond: 1000).Run(seconds: 2);

        Assert.Equal(Usual, limit.Current);
    }

    [Fact]
    public void A_line_that_is_full_is_not_filled_further()
    {
        // 256 KiB each over 10 MiB a second: with 48 of them the shortest latency holds the queue already.
        ConcurrencyLimit limit = new(Bound, roundTrip: null);
        SimulatedServer server = new(limit, roundTrip: 50, requestsPerSecond: 40);
        int most = 0;
        for (int i = 0; i < 20; i++)
        {
            server.Run(seconds: 1);
            most = Math.Max(most, limit.Current);
        }

        Assert.InRange(most, Usual, 2 * Usual);
    }

    [Fact]
    public void Requests_that_only_wait_for_a_full_line_become_fewer_and_the_line_stays_full()
    {
        // Parts of 16 MiB over 100 MB a second: with 48 of them each takes eight seconds.
        ConcurrencyLimit limit = new(Bound, roundTrip: null);
        SimulatedServer server = new(limit, roundTrip: 50, requestsPerSecond: 6);

        server.Run(seconds: 120);

        Assert.InRange(limit.Current, 4, Usual / 4);
        Assert.InRange(server.Run(seconds: 30), 5.5, 6.5);
    }

    [Fact]
    public void Requests_that_take_long_without_a_queue_are_not_kept_back()
    {
        // Each takes three seconds, however many there are.
        ConcurrencyLimit limit = new(bound: Usual, roundTrip: null);
        SimulatedServer server = new(limit, roundTrip: 3000, requestsPerSecond: 1000);

        server.Run(seconds: 60);

        Assert.InRange(server.Run(seconds: 30), Usual / 3.0 * 0.8, Usual / 3.0);
    }

    [Fact]
    public void Nothing_grows_that_no_request_waits_for()
    {
        ConcurrencyLimit limit = new(Bound, roundTrip: null);

        new SimulatedServer(limit, roundTrip: 50, requestsPerSecond: 2000) { Demand = 20 }.Run(seconds: 3);

        Assert.Equal(Usual, limit.Current);
    }

    [Fact]
    public void The_bound_holds()
    {
        ConcurrencyLimit limit = new(bound: 10, TimeSpan.FromMilliseconds(150));
        Assert.Equal(10, limit.Current);

        new SimulatedServer(limit, roundTrip: 150, requestsPerSecond: 5000).Run(seconds: 3);

        Assert.Equal(10, limit.Current);
    }

    [Fact]
    public void All_requests_that_are_refused_together_lower_it_once_and_repeated_refusals_down_to_one()
    {
        ConcurrencyLimit limit = new(Bound, TimeSpan.FromMilliseconds(50));
        TimeSpan now = TimeSpan.FromSeconds(1);
        limit.Finished(now, TimeSpan.FromMilliseconds(50));

        for (int refused = 0; refused < 100; refused++)
        {
            limit.SetBack(now);
        }

        Assert.Equal(140, limit.Current);
        for (int second = 2; second < 40; second++)
        {
            limit.SetBack(TimeSpan.FromSeconds(second));
        }

        Assert.Equal(1, limit.Current);
    }

    [Fact]
    public void After_a_refusal_it_comes_back_slowly()
    {
        ConcurrencyLimit limit = new(Bound, TimeSpan.FromMilliseconds(50));
        SimulatedServer server = new(limit, roundTrip: 50, requestsPerSecond: 2000);
        server.Run(seconds: 1);
        int before = limit.Current;
        for (int i = 0; i < 5; i++)
        {
            limit.SetBack(server.Now);
            server.Run(seconds: 0.1);
        }

        Assert.InRange(limit.Current, 1, before / 2);
        server.Run(seconds: 0.5);
        Assert.InRange(limit.Current, 1, before * 3 / 4);
        server.Run(seconds: 10);
        Assert.InRange(server.Run(seconds: 1), 1800, 2000);
    }
}
