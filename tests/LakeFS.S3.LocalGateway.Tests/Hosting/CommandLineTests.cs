using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The executable as a user starts and ends it.</summary>
public sealed class CommandLineTests
{
    private static readonly string[] Options =
    [
        "--port", "--https-port", "--ca-file", "--legacy-signatures", "--data", "--block-storage", "--access-key-id",
        "--forward", "--secret-access-key", "--repository", "--seed", "--host", "--faults", "--stop-on-stdin-end", "--help", "--version",
    ];

    [Fact]
    public async Task Help_names_every_option()
    {
        ProcessOutcome outcome = await GatewayProcess.RunAsync("--help");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.All(Options, option => Assert.Contains(option, outcome.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_is_that_of_the_assembly()
    {
        ProcessOutcome outcome = await GatewayProcess.RunAsync("--version");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains(typeof(LocalGateway).Assembly.GetName().Version!.ToString(3), outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("--port", "--port")]
    [InlineData("--port", "--port", "many")]
    [InlineData("--block-storage", "--block-storage", "tape")]
    [InlineData("--access-key-id", "--access-key-id", "id")]
    [InlineData("--faults", "--faults", "no-such-file.json")]
    [InlineData("--repository", "--seed", ".")]
    public async Task A_command_line_that_is_not_understood_ends_with_2(string named, params string[] arguments)
    {
        ProcessOutcome outcome = await GatewayProcess.RunAsync(arguments);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(named, outcome.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_where_it_listens_and_with_which_keys()
    {
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(null, "--stop-on-stdin-end", "--access-key-id", "TESTKEY", "--secret-access-key", "s3cret/+");
        Assert.Matches("^url: http://127\\.0\\.0\\.1:[0-9]+$", gateway.Lines[0]);
        Assert.Equal(["access_key_id: TESTKEY", "secret_access_key: s3cret/+", "ready"], gateway.Lines.Skip(1));
        Assert.Equal(200, (await gateway.Client.S3Async("GET", "/")).Status);
    }

    [Fact]
    public async Task Answers_to_the_names_that_it_is_given()
    {
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(null, "--stop-on-stdin-end", "--host", "lake.test", "--host", "other.test");
        using HttpClient client = new();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("lake.test"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("OTHER.test:80"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync("below.lake.test"));

        async Task<HttpStatusCode> StatusAsync(string host)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, gateway.Value("url") + "/_gateway/requests");
            request.Headers.Host = host;
            using HttpResponseMessage response = await client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Stops_when_its_input_ends()
    {
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(null, "--stop-on-stdin-end");
        ProcessOutcome outcome = await gateway.EndInputAsync();
        Assert.Equal((0, "", ""), (outcome.ExitCode, outcome.Output, outcome.Errors));
    }

    [UnixFact]
    public async Task Goes_on_after_a_Ctrl_C_that_is_meant_for_its_session()
    {
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(null, "--stop-on-stdin-end");
        await gateway.SignalAsync("INT");
        Assert.Equal(200, (await gateway.Client.S3Async("GET", "/")).Status);
        Assert.Equal(0, (await gateway.EndInputAsync()).ExitCode);
    }

    [UnixFact]
    public async Task Stops_at_a_Ctrl_C_of_its_own()
    {
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(null);
        await gateway.SignalAsync("INT");
        Assert.Equal(0, (await gateway.ReadOutcomeAsync()).ExitCode);
    }

    [UnixFact]
    public async Task Stops_at_a_signal_and_leaves_no_files()
    {
        using TemporaryFolder temporary = new();
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(temporary.Path, "--https-port", "0", "--repository", "left-behind");
        Assert.True(File.Exists(gateway.Value("ca_file")));
        Assert.Equal(200, (await gateway.Client.S3Async("PUT", "/left-behind/main/object", new byte[1 << 20])).Status);
        RawHttpResponse upload = await gateway.Client.S3Async("POST", "/left-behind/main/parts?uploads");
        string uploadId = XmlBody.Find(upload.Text, "/InitiateMultipartUploadResult/UploadId")!;
        Assert.Equal(200, (await gateway.Client.S3Async("PUT", $"/left-behind/main/parts?partNumber=1&uploadId={uploadId}", new byte[1 << 20])).Status);

        ProcessOutcome outcome = await gateway.TerminateAsync();
        Assert.Equal((0, "", ""), (outcome.ExitCode, outcome.Output, outcome.Errors));
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path));
    }

    [Fact]
    public async Task Makes_the_repositories_it_is_asked_for()
    {
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(null, "--repository", "first", "--repository", "second");
        RawHttpResponse buckets = await gateway.Client.S3Async("GET", "/");
        IEnumerable<string> names = XmlBody.TryParse(buckets.Text)!.Descendants().Where(element => element.Name.LocalName == "Name").Select(element => element.Value);
        Assert.Equal(["first", "second"], names);
        Assert.Equal(200, (await gateway.Client.RestAsync("GET", "/repositories/first/branches/main")).Status);
    }

    [Fact]
    public async Task Reads_a_fault_plan()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("faults.json"), """{"rules":[{"operation":"ListBuckets","fault":"error","status":503,"code":"SlowDown","message":"later"}]}""");
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(null, "--faults", folder.File("faults.json"));
        Assert.Equal(503, (await gateway.Client.S3Async("GET", "/")).Status);
        Assert.Equal(200, (await gateway.Client.S3Async("GET", "/")).Status);
    }

    [Fact]
    public async Task Reads_a_fault_plan_from_its_input()
    {
        await using GatewayProcess gateway = await GatewayProcess.StartWithInputAsync(
            """{"rules":[{"operation":"ListBuckets","fault":"error","status":503}]}""", "--faults", "-", "--stop-on-stdin-end");
        Assert.Equal(503, (await gateway.Client.S3Async("GET", "/")).Status);
        Assert.Equal(200, (await gateway.Client.S3Async("GET", "/")).Status);
        Assert.Equal(0, (await gateway.EndInputAsync()).ExitCode);
    }

    [Fact]
    public async Task Commits_the_seed_files_to_the_first_repository_once()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("seed/raw"));
        await File.WriteAllTextAsync(folder.File("seed/raw/orders.csv"), "order_id");
        await File.WriteAllTextAsync(folder.File("seed/readme.txt"), "");
        string[] arguments = ["--repository", "first", "--repository", "second", "--seed", folder.File("seed"), "--data", folder.File("data"), "--stop-on-stdin-end"];
        for (int start = 0; start < 2; start++)
        {
            await using GatewayProcess gateway = await GatewayProcess.StartAsync(null, arguments);
            Assert.Equal("order_id", (await gateway.Client.S3Async("GET", "/first/main@/raw/orders.csv")).Text);
            Assert.Equal(200, (await gateway.Client.S3Async("GET", "/first/main@/readme.txt")).Status);
            Assert.Equal(404, (await gateway.Client.S3Async("GET", "/second/main/readme.txt")).Status);
            RawHttpResponse log = await gateway.Client.RestAsync("GET", "/repositories/first/refs/main/commits");
            Assert.Equal(["Add the seed files", "Repository created"], MessagesOf(log));
            Assert.Equal(0, (await gateway.EndInputAsync()).ExitCode);
        }

        static IEnumerable<string?> MessagesOf(RawHttpResponse log) =>
            JsonBody.TryParse(log.Text)!.Value.GetProperty("results").EnumerateArray().Select(commit => commit.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Ends_with_1_if_the_seed_folder_is_missing()
    {
        ProcessOutcome outcome = await GatewayProcess.RunAsync("--repository", "first", "--seed", "no-such-folder");
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("no-such-folder", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_data_directory_survives_a_restart()
    {
        using TemporaryFolder folder = new();
        string[] arguments = ["--data", folder.File("data"), "--repository", "lasting", "--stop-on-stdin-end"];
        byte[] content = Encoding.UTF8.GetBytes("still here");
        string commit;
        await using (GatewayProcess gateway = await GatewayProcess.StartAsync(null, arguments))
        {
            Assert.Equal(200, (await gateway.Client.S3Async("PUT", "/lasting/main/committed", content)).Status);
            RawHttpResponse committed = await gateway.Client.RestAsync("POST", "/repositories/lasting/branches/main/commits", """{"message":"first"}""");
            Assert.Equal(201, committed.Status);
            commit = JsonBody.TryParse(committed.Text)!.Value.GetProperty("id").GetString()!;
            Assert.Equal(201, (await gateway.Client.RestAsync("POST", "/repositories/lasting/branches", """{"name":"dev","source":"main"}""")).Status);
            Assert.Equal(200, (await gateway.Client.S3Async("PUT", "/lasting/dev/staged", content)).Status);
            Assert.Equal(204, (await gateway.Client.S3Async("DELETE", "/lasting/dev/committed")).Status);
            Assert.Equal(0, (await gateway.EndInputAsync()).ExitCode);
        }

        await using GatewayProcess again = await GatewayProcess.StartAsync(null, arguments);
        Assert.Equal(content, (await again.Client.S3Async("GET", $"/lasting/{commit}/committed")).Body);
        Assert.Equal(content, (await again.Client.S3Async("GET", "/lasting/dev/staged")).Body);
        Assert.Equal(404, (await again.Client.S3Async("GET", "/lasting/dev/committed")).Status);
        Assert.Equal(404, (await again.Client.S3Async("GET", "/lasting/dev@/staged")).Status);
    }

    [Fact]
    public async Task Its_https_is_trusted_by_the_ca_file_and_only_by_it()
    {
        using TemporaryFolder folder = new();
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(null, "--https-port", "0", "--ca-file", folder.File("ca.pem"));
        Assert.Equal(["url", "https_url", "ca_file", "access_key_id", "secret_access_key", "ready"], gateway.Lines.Select(line => line.Split(": ")[0]));
        Assert.Equal(folder.File("ca.pem"), gateway.Value("ca_file"));

        Uri url = new(gateway.Value("https_url"));
        X509Certificate2Collection trusted = [];
        trusted.ImportFromPemFile(folder.File("ca.pem"));
        Assert.Equal(200, (await new GatewayClient(url, gateway.Keys, trusted).S3Async("GET", "/")).Status);
        await Assert.ThrowsAsync<AuthenticationException>(() => new GatewayClient(url, gateway.Keys).S3Async("GET", "/"));
    }
}
