using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What a connection's requests show about network and server.</summary>
[Collection(OneAtATime.Name)]
public sealed class NetworkObservationsTests
{
    [Theory]
    [InlineData(false, 60)]
    [InlineData(true, 40)]
    public void The_first_response_also_took_the_handshakes(bool isTls, int expected)
    {
        NetworkObservations network = new(isTls);
        Assert.Null(network.RoundTrip);

        network.AddResponse(TimeSpan.FromMilliseconds(120));

        Assert.Equal(expected, network.RoundTrip!.Value.TotalMilliseconds);
    }

    [Fact]
    public void The_shortest_counts()
    {
        NetworkObservations network = new(isTls: false);
        foreach (int time in new[] { 120, 80, 50, 70 })
        {
            network.AddResponse(TimeSpan.FromMilliseconds(time));
        }

        Assert.Equal(50, network.RoundTrip!.Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData(429, "SlowDown", 1)]
    [InlineData(503, "SlowDown", 1)]
    [InlineData(403, "AccessDenied", 0)]
    [InlineData(500, "InternalError", 0)]
    public async Task A_connection_notices_that_the_server_asks_for_less(int status, string code, int setbacks)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "ListObjectsV2", fault = "error", status, code, count = 1 });

        await Assert.ThrowsAsync<LakeS3Exception>(() => gateway.Connection.ListAsync(TestGateway.At(string.Empty)));

        Assert.Equal(setbacks, gateway.Connection.Network.Setbacks);
    }

    [Fact]
    public async Task Uploads_that_are_throttled_succeed_with_fewer_at_a_time()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeS3Connection connection = gateway.Connect(maxRetries: 5);
        LakeTransfers transfers = new(connection);
        gateway.Break(new { operation = "PutObject", fault = "error", status = 503, code = "SlowDown", count = 20 });

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using MemoryStream stream = new([1, 2, 3]);
            await transfers.UploadAsync(new UploadRequest(TestGateway.At($"{i}")), stream, null, CancellationToken.None);
        }));

        Assert.Equal(20, connection.Network.Setbacks);
        Assert.DoesNotContain("up to 48 concurrent requests", Assert.Single(transfers.Describe()), StringComparison.Ordinal);
    }
}
