using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Ranges that go wrong: every byte right, or a clear error and nothing left.</summary>
public sealed class BrokenRangesTests : IDisposable
{
    private const int MiB = 1024 * 1024;
    private const int Size = 34 * MiB;

    private static readonly ObjectAddress Address = TestGateway.At("content.bin");
    private static readonly byte[] Content = Lake.Content(Size);

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.File("content.bin");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("error", 1)]
    [InlineData("reset", 1)]
    [InlineData("reset", 2)]
    [InlineData("reset-in-body", 1)]
    [InlineData("reset-in-body", 2)]
    [InlineData("truncate", 1)]
    [InlineData("truncate", 2)]
    [InlineData("wrong-content-length", 1)]
    [InlineData("wrong-content-length", 2)]
    public async Task With_retries_every_byte_comes_right(string fault, int nth)
    {
        await using TestGateway gateway = await StartAsync();
        gateway.Break(new { operation = "GetObject", fault, nth, count = 2, afterBytes = 3 * MiB });

        LakeTransferResult result = await gateway.Connect(maxRetries: 3).DownloadFileAsync(Address, Target);

        Assert.True(result.Verified);
        Lake.AssertSame(Content, File.ReadAllBytes(Target));
        Assert.Equal(["content.bin"], _folder.Files);
    }

    [Theory]
    [InlineData("stall")]
    [InlineData("stall-in-body")]
    public async Task What_stands_still_is_asked_for_again(string fault)
    {
        await using TestGateway gateway = await StartAsync();
        gateway.Break(new { operation = "GetObject", fault, nth = 2, count = 2, afterBytes = 3 * MiB, seconds = 600 });

        LakeTransferResult result = await gateway.Connect(maxRetries: 5, timeout: TimeSpan.FromSeconds(2)).DownloadFileAsync(Address, Target);

        Assert.True(result.Verified);
        Lake.AssertSame(Content, File.ReadAllBytes(Target));
        Assert.Equal(["content.bin"], _folder.Files);
    }

    [Fact]
    public async Task What_came_already_is_not_asked_for_again()
    {
        await using TestGateway gateway = await StartAsync();
        gateway.ForgetSetup();
        gateway.Break(new { operation = "GetObject", fault = "truncate", nth = 2, count = 1, afterBytes = 9 * MiB });

        await gateway.Connect(maxRetries: 1, maxConcurrency: 1).DownloadFileAsync(Address, Target);

        // The gateway counts what it meant to send: the first range, the others, and again what was left of them.
        Assert.Equal(
            [16L * MiB, 18L * MiB, 9L * MiB],
            (await gateway.StopAsync()).Where(request => request.Operation == "GetObject").Select(request => request.BytesOut));
    }

    [Fact]
    public async Task A_connection_that_breaks_again_and_again_but_goes_on_succeeds()
    {
        await using TestGateway gateway = await StartAsync();
        gateway.Break(new { operation = "GetObject", fault = "truncate", count = 3, afterBytes = 5 * MiB });

        LakeTransferResult result = await gateway.Connect(maxRetries: 3, maxConcurrency: 1).DownloadFileAsync(Address, Target);

        Assert.True(result.Verified);
        Lake.AssertSame(Content, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData("error", "LakeThrottled")]
    [InlineData("reset", "LakeConnectionFailed")]
    [InlineData("reset-in-body", "LakeConnectionFailed")]
    [InlineData("truncate", "LakeConnectionFailed")]
    public async Task Without_retries_it_is_an_error_and_nothing_is_left(string fault, string errorId)
    {
        await using TestGateway gateway = await StartAsync();
        gateway.Break(new { operation = "GetObject", fault, nth = 2, count = 0, afterBytes = 3 * MiB });

        await Lake.FailsAsync(errorId, () => gateway.Connection.DownloadFileAsync(Address, Target));

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task Ranges_under_different_ETags_are_not_put_together()
    {
        await using TestGateway gateway = await StartAsync();
        gateway.Break(new { operation = "GetObject", fault = "wrong-etag", nth = 2, count = 1 });

        await Lake.FailsAsync("LakeObjectChanged", () => gateway.Connect(maxRetries: 3).DownloadFileAsync(Address, Target));

        Assert.Empty(_folder.Files);
    }

    private static async Task<TestGateway> StartAsync()
    {
        TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, Content);
        return gateway;
    }
}
