using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>What a data directory holds, after a restart, a full disk, and when its journal was made smaller.</summary>
public sealed class DataDirectoryTests : IDisposable
{
    private const string Repository = "repositories/kept";

    private readonly TemporaryFolder folder = new();

    private string Journal => folder.File("data/journal.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_journal_is_made_smaller_at_the_start_and_says_the_same()
    {
        string state;
        long length;
        await using (LocalGateway gateway = await StartAsync())
        {
            using RestClient rest = new(gateway);
            GatewayClient s3 = new(gateway);
            for (int i = 0; i < 400; i++)
            {
                await rest.PutAsync("kept", "main", "again", $"{i}");
            }

            await rest.PutAsync("kept", "main", "gone", "x");
            await CommitAsync(rest, "first");
            Assert.Equal(204, (await rest.SendAsync("DELETE", Repository + "/branches/main/objects?path=gone")).Status);
            Assert.Equal(201, (await rest.SendAsync("POST", Repository + "/branches", new { name = "dev", source = "main" })).Status);
            Assert.Equal(201, (await rest.SendAsync("POST", Repository + "/branches", new { name = "removed", source = "main" })).Status);
            Assert.Equal(204, (await rest.SendAsync("DELETE", Repository + "/branches/removed")).Status);
            await rest.PutAsync("kept", "main", "second", "second");
            await CommitAsync(rest, "second");
            Assert.Equal(200, (await rest.SendAsync("POST", Repository + "/refs/main/merge/dev", new { message = "merged" })).Status);
            await rest.PutAsync("kept", "dev", "staged", "staged");
            Assert.Equal(201, (await rest.SendAsync("POST", Repository + "/tags", new { id = "v1", @ref = "main~1" })).Status);
            Assert.Equal(204, (await rest.SendAsync("PUT", Repository + "/settings/gc_rules", new { default_retention_days = 7, branches = new[] { new { branch_id = "dev", retention_days = 3 } } })).Status);
            Assert.Equal(204, (await rest.SendAsync("POST", Repository + "/metadata", new { metadata = new { k = "v" } })).Status);
            Assert.Equal(201, (await rest.SendAsync("POST", Repository + "/pulls", new { title = "t", source_branch = "dev", destination_branch = "main" })).Status);
            Assert.Equal(201, (await rest.SendAsync("POST", "repositories", new { name = "former", storage_namespace = "local://former" })).Status);
            Assert.Equal(204, (await rest.SendAsync("DELETE", "repositories/former")).Status);
            RawHttpResponse upload = await s3.S3Async("POST", "/kept/dev/parts?uploads");
            string id = XmlBody.Find(upload.Text, "/InitiateMultipartUploadResult/UploadId")!;
            Assert.Equal(200, (await s3.S3Async("PUT", $"/kept/dev/parts?partNumber=1&uploadId={id}", "part"u8.ToArray())).Status);
            state = await DescribeAsync(rest);
            length = new FileInfo(Journal).Length;
            await File.WriteAllTextAsync(folder.File("upload"), id);
        }

        for (int restart = 0; restart < 2; restart++)
        {
            await using LocalGateway gateway = await StartAsync();
            using RestClient rest = new(gateway);
            Assert.Equal(state, await DescribeAsync(rest));
            Assert.True(new FileInfo(Journal).Length < length / 4, $"{new FileInfo(Journal).Length} of {length} bytes");
            Assert.Equal(400, (await rest.SendAsync("POST", "repositories", new { name = "latter", storage_namespace = "local://former" })).Status);
            await rest.PutAsync("kept", "dev", $"after-{restart}", "after");
            Assert.Equal(204, (await rest.SendAsync("DELETE", $"{Repository}/branches/dev/objects?path=after-{restart}")).Status);
        }

        await using LocalGateway last = await StartAsync();
        string parts = $"/kept/dev/parts?uploadId={await File.ReadAllTextAsync(folder.File("upload"))}";
        Assert.Equal(200, (await new GatewayClient(last).S3Async("POST", parts, Encoding.UTF8.GetBytes("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>9ed39e2ea931586b6a985a6942ef573e</ETag></Part></CompleteMultipartUpload>"))).Status);
        Assert.Equal("part", (await new GatewayClient(last).S3Async("GET", "/kept/dev/parts")).Text);
    }

    [Fact]
    public async Task A_journal_that_has_grown_is_made_smaller_while_it_is_written()
    {
        await using (LocalGateway gateway = await StartAsync())
        {
            using RestClient rest = new(gateway);
            long longest = 0;
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
            int written = 0;
            do
            {
                limit.Token.ThrowIfCancellationRequested();
                ByteArrayContent content = new(Encoding.UTF8.GetBytes($"{written}"));
                content.Headers.Add("x-lakefs-meta-long", new string('m', 30_000));
                Assert.Equal(201, (await rest.SendAsync("POST", $"{Repository}/branches/main/objects?path=key-{written++ % 5}", content)).Status);
                longest = Math.Max(longest, new FileInfo(Journal).Length);
            }
            while (new FileInfo(Journal).Length >= longest);

            await File.WriteAllTextAsync(folder.File("written"), $"{written}");
        }

        int count = int.Parse(await File.ReadAllTextAsync(folder.File("written")), CultureInfo.InvariantCulture);
        await using LocalGateway again = await StartAsync();
        using RestClient reading = new(again);
        foreach (int last in Enumerable.Range(count - 5, 5))
        {
            Assert.Equal((200, $"{last}"), await reading.SendAsync("GET", $"{Repository}/refs/main/objects?path=key-{last % 5}"));
        }
    }

    [UnixFact]
    public async Task What_a_full_disk_refused_is_not_there_after_a_restart_and_all_else_is()
    {
        string[] arguments = ["--data", folder.File("data"), "--repository", "kept", "--stop-on-stdin-end", "--access-key-id", "KEY", "--secret-access-key", "secret"];
        Dictionary<string, bool> acknowledged = [];
        await using (GatewayProcess gateway = await GatewayProcess.StartWithSmallFilesAsync(arguments))
        {
            for (int i = 0; i < 200 && acknowledged.Values.Count(isDone => !isDone) < 20; i++)
            {
                string key = $"{i:D4}-{new string('k', 300)}";
                acknowledged[key] = (await gateway.Client.S3Async("PUT", $"/kept/main/{key}", Encoding.UTF8.GetBytes(key))).Status == 200;
            }

            Assert.Contains(true, acknowledged.Values);
            Assert.Contains(false, acknowledged.Values);
            int branch = (await gateway.Client.RestAsync("POST", "/repositories/kept/branches", $$"""{"name":"{{new string('b', 900)}}","source":"main"}""")).Status;
            Assert.Equal(500, branch);
            Assert.Equal(404, (await gateway.Client.RestAsync("GET", $"/repositories/kept/branches/{new string('b', 900)}")).Status);
        }

        await using GatewayProcess again = await GatewayProcess.StartAsync(null, arguments);
        foreach ((string key, bool isDone) in acknowledged)
        {
            RawHttpResponse read = await again.Client.S3Async("GET", $"/kept/main/{key}");
            Assert.Equal((isDone ? 200 : 404, isDone), (read.Status, read.Text == key));
        }

        Assert.Equal(201, (await again.Client.RestAsync("POST", "/repositories/kept/branches/main/commits", """{"message":"all of it"}""")).Status);
    }

    [Fact]
    public async Task A_directory_has_one_gateway_at_a_time()
    {
        await using LocalGateway gateway = await StartAsync();
        await Assert.ThrowsAnyAsync<IOException>(StartAsync);
    }

    private Task<LocalGateway> StartAsync() => LocalGateway.StartAsync(
        new LocalGatewayOptions { DataDirectory = folder.File("data"), Repositories = ["kept"], AccessKeyId = "KEY", SecretAccessKey = "secret" });

    private static async Task CommitAsync(RestClient rest, string message)
    {
        (int status, string text) = await rest.SendAsync("POST", Repository + "/branches/main/commits", new { message });
        Assert.True(status == 201, text);
    }

    /// <summary>All that can be asked for.</summary>
    private static async Task<string> DescribeAsync(RestClient rest)
    {
        StringBuilder text = new();
        foreach (string path in (string[])["/branches", "/tags", "/pulls", "/metadata", "/settings/gc_rules", "/refs/main/commits", "/refs/dev/commits",
            "/refs/main/objects/ls", "/refs/dev/objects/ls", "/refs/v1/objects/ls", "/branches/main/diff", "/branches/dev/diff"])
        {
            JsonElement json = await rest.ReadAsync(Repository + path);
            text.Append(path).Append(' ').AppendLine(json.GetRawText());
        }

        return text.ToString();
    }
}
