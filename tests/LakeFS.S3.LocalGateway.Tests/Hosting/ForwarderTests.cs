using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A gateway in front of another server, which is a gateway, too.</summary>
public sealed class ForwarderTests : IAsyncLifetime
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(index => (byte)(index % 251))];

    private LocalGateway behind = null!;
    private LocalGateway front = null!;
    private GatewayClient client = null!;

    public async Task InitializeAsync()
    {
        LocalGatewayOptions options = new() { AccessKeyId = RecordedServers.AccessKeyId, Hosts = ["lakefs.example.com"] };
        behind = await LocalGateway.StartAsync(options with { Repositories = ["passed-on"] });
        front = await LocalGateway.StartAsync(options with { ForwardUrl = behind.Url, SecretAccessKey = "unknown to the server" });
        client = new GatewayClient(front.Url, new KeyPair(behind.AccessKeyId, behind.SecretAccessKey));
    }

    public async Task DisposeAsync()
    {
        await front.DisposeAsync();
        await behind.DisposeAsync();
    }

    /// <summary>Signatures of every kind, odd paths and queries, bodies in chunks and with trailers, metadata, parts, REST.</summary>
    [Theory]
    [InlineData("auth-header")]
    [InlineData("auth-payload")]
    [InlineData("auth-presigned")]
    [InlineData("auth-trailer")]
    [InlineData("rest-branches")]
    [InlineData("rest-objects")]
    [InlineData("s3-copy")]
    [InlineData("s3-multipart")]
    [InlineData("s3-objects")]
    [InlineData("s3-odd-keys")]
    [InlineData("s3-range")]
    [InlineData("s3-slash-keys")]
    [InlineData("s3-virtual-host")]
    public async Task Answers_are_those_of_the_server(string name)
    {
        Scenario scenario = RecordedExchanges.Find(name);
        ReplayTarget target = new(front.Url, new KeyPair(behind.AccessKeyId, behind.SecretAccessKey), CachesSettings: false);
        IReadOnlyList<ReplayedStep> replayed = await new ScenarioReplayer(target).ReplayAsync(scenario);
        string failures = string.Concat(replayed.Where(step => step.HasFailed && !KnownDifferences.Of(name).Contains(step.Step.Number)).Select(step => step.Describe()));
        Assert.True(failures.Length == 0, Environment.NewLine + failures);
    }

    [Fact]
    public async Task Requests_are_named_in_the_log()
    {
        await client.S3Async("PUT", "/passed-on/main/a%2Fb.bin", Content);
        await client.RestAsync("GET", "/repositories/passed-on/branches/main");
        await client.PlainAsync("GET", "/_health");
        Assert.Equal(
            [("PutObject", "passed-on", "main", "a/b.bin", 200), ("getBranch", "passed-on", "main", null, 200), ("Unknown", null, null, null, 200)],
            front.Requests.Snapshot().Select(Name));
        Assert.Equal((100_000, 0), (front.Requests.Snapshot()[0].BytesIn, front.Requests.Snapshot()[0].BytesOut));

        static (string, string?, string?, string?, int) Name(LoggedRequest request) =>
            (request.Operation, request.Repository, request.Ref, request.Key, request.Status);
    }

    [Theory]
    [InlineData("error", 503)]
    [InlineData("reset", null)]
    [InlineData("html", 200)]
    [InlineData("redirect", 307)]
    public async Task A_fault_in_place_of_the_operation_is_not_seen_by_the_server(string fault, int? expected)
    {
        front.Faults.Replace($$"""{"rules":[{"operation":"PutObject","fault":"{{fault}}"}]}""");
        Assert.Equal(expected, await StatusAsync("/passed-on/main/unseen", Content));
        Assert.Empty(behind.Requests.Snapshot());
        Assert.Equal(404, (await client.S3Async("HEAD", "/passed-on/main/unseen")).Status);
    }

    [Fact]
    public async Task A_lost_answer_is_that_of_an_operation_that_was_done()
    {
        front.Faults.Replace("""{"rules":[{"operation":"PutObject","fault":"lost-answer"}]}""");
        Assert.Null(await StatusAsync("/passed-on/main/done", Content));
        Assert.Equal(Content, (await client.S3Async("GET", "/passed-on/main/done")).Body);
    }

    [Fact]
    public async Task An_upload_that_breaks_is_not_done()
    {
        front.Faults.Replace("""{"rules":[{"operation":"PutObject","fault":"reset-in-body","afterBytes":1000}]}""");
        Assert.Null(await StatusAsync("/passed-on/main/broken", Content));
        Assert.Equal(404, (await client.S3Async("HEAD", "/passed-on/main/broken")).Status);
    }

    [Fact]
    public async Task A_byte_of_the_servers_answer_is_flipped()
    {
        await client.S3Async("PUT", "/passed-on/main/flipped", Content);
        front.Faults.Replace("""{"rules":[{"operation":"GetObject","fault":"corrupt","afterBytes":30}]}""");
        byte[] got = (await client.S3Async("GET", "/passed-on/main/flipped")).Body;
        Assert.Equal([30], Enumerable.Range(0, Content.Length).Where(index => got[index] != Content[index]));
    }

    [Fact]
    public async Task A_server_that_is_away_ends_the_connection()
    {
        await behind.DisposeAsync();
        Assert.Null(await StatusAsync("/passed-on/main/away", Content));
    }

    [Fact]
    public async Task The_command_line_names_the_server_and_leaves_it_the_rest()
    {
        await using GatewayProcess process = await GatewayProcess.StartAsync(null, "--stop-on-stdin-end", "--forward", behind.Url.ToString());
        Assert.Equal(["url", "ready"], process.Lines.Select(line => line.Split(": ")[0]));
        GatewayClient through = new(new Uri(process.Value("url")), new KeyPair(behind.AccessKeyId, behind.SecretAccessKey));
        Assert.Equal(200, (await through.RestAsync("GET", "/repositories/passed-on")).Status);

        ProcessOutcome outcome = await GatewayProcess.RunAsync("--forward", behind.Url.ToString(), "--repository", "of-nobody");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--forward", outcome.Errors, StringComparison.Ordinal);
    }

    // Null if the connection ended without an answer.
    private async Task<int?> StatusAsync(string target, byte[] body)
    {
        try
        {
            return (await client.S3Async("PUT", target, body)).Status;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
