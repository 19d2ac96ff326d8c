using System;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>An import reaches the files of its folder, and no other.</summary>
public sealed class ImportFolderTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder outside = new();
    private GatewayClient client = null!;
    private LocalGateway gateway = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(folder.File("in"));
        File.WriteAllText(folder.File("in/mine.txt"), "mine");
        File.WriteAllText(outside.File("secret.txt"), "secret");
        gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["imports"], ImportFolder = folder.Path });
        client = new GatewayClient(gateway);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    public void Dispose()
    {
        folder.Dispose();
        outside.Dispose();
    }

    [Theory]
    [InlineData("object", "local://in/mine.txt")]
    [InlineData("object", "local://{folder}/in/mine.txt")]
    [InlineData("common_prefix", "local://in/")]
    [InlineData("common_prefix", "local://in")]
    [InlineData("common_prefix", "local://in/mi")]
    [InlineData("common_prefix", "local://{folder}/in/")]
    public async Task What_is_in_it_is_imported(string type, string url)
    {
        Assert.Null(await ImportAsync(type, url));

        // A folder's destination is one too, with or without a slash at its end. Seen on lakeFS 1.84.
        Assert.Equal("mine", (await client.S3Async("GET", "/imports/main/got" + (type == "object" ? string.Empty : "/mine.txt"))).Text);
    }

    /// <summary>Seen on lakeFS 1.84, whose local storage has a setting to import them all the same.</summary>
    [Fact]
    public async Task What_is_hidden_is_left_out()
    {
        File.WriteAllText(folder.File("in/.hidden"), "hidden");
        Directory.CreateDirectory(folder.File("in/sub/.git"));
        File.WriteAllText(folder.File("in/sub/.git/config"), "hidden");
        File.WriteAllText(folder.File("in/sub/shown"), "shown");
        Assert.Null(await ImportAsync("common_prefix", "local://in/"));
        string listed = (await client.S3Async("GET", "/imports?list-type=2&prefix=main%2F")).Text;
        Assert.Equal(2, listed.Split("<Key>").Length - 1);
        Assert.Contains("<Key>main/got/sub/shown</Key>", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_repository_knows_when_it_was_imported_to()
    {
        Assert.Null(await ImportAsync("common_prefix", "local://in/"));
        JsonElement commit = JsonBody.TryParse((await client.RestAsync("GET", "/repositories/imports/commits/main")).Text)!.Value;
        Assert.Equal(
            $$"""{".lakefs.last.import.timestamp":"{{commit.GetProperty("creation_date").GetInt64()}}"}""",
            (await client.RestAsync("GET", "/repositories/imports/metadata")).Text);
    }

    [Theory]
    [InlineData("object", "local://{outside}/secret.txt")]
    [InlineData("common_prefix", "local://{outside}/")]
    [InlineData("common_prefix", "local://{folder}x/")]
    public async Task What_is_outside_is_forbidden(string type, string url) =>
        Assert.EndsWith("forbidden", await ImportAsync(type, url), StringComparison.Ordinal);

    [Theory]
    [InlineData("object", "local://{folder}/../{outsideName}/secret.txt")]
    [InlineData("object", "local://../{outsideName}/secret.txt")]
    [InlineData("common_prefix", "local:///")]
    public async Task What_leads_up_is_blocked(string type, string url) =>
        Assert.EndsWith("bad path traversal blocked", await ImportAsync(type, url), StringComparison.Ordinal);

    [Theory]
    [InlineData("object", "local://{folder}/in/none.txt", "{folder}/in/none.txt")]
    [InlineData("common_prefix", "local://{folder}/none/", "{folder}/none")]
    [InlineData("common_prefix", "local://in/none/", "in/none")]
    public async Task What_is_not_there_is_an_error_and_no_commit(string type, string url, string path)
    {
        string head = (await client.RestAsync("GET", "/repositories/imports/branches/main")).Text;
        string expected = $"import error: error on ingest: lstat {path.Replace("{folder}", folder.Path, StringComparison.Ordinal)}: no such file or directory";
        Assert.Equal(expected, await ImportAsync(type, url));
        Assert.Equal(head, (await client.RestAsync("GET", "/repositories/imports/branches/main")).Text);
    }

    [Theory]
    [InlineData("s3://bucket/key/", "expected storage type local: invalid address")]
    [InlineData("file:///etc/", "invalid storage scheme file: invalid address")]
    [InlineData("/etc/", "invalid storage scheme : invalid address")]
    public async Task What_is_of_another_storage_is_an_error(string url, string reason) =>
        Assert.Equal($"import error: error on ingest: creating object-store walker on path {url}: {reason}", await ImportAsync("common_prefix", url));

    [Fact]
    public async Task A_folder_without_files_is_imported_as_nothing()
    {
        Directory.CreateDirectory(folder.File("empty"));
        Assert.Null(await ImportAsync("common_prefix", "local://{folder}/empty/"));
    }

    [UnixFact]
    public async Task No_link_leads_out()
    {
        File.CreateSymbolicLink(folder.File("in/link.txt"), outside.File("secret.txt"));
        Directory.CreateSymbolicLink(folder.File("in/linked"), outside.Path);

        Assert.Contains("link", await ImportAsync("object", "local://in/link.txt"), StringComparison.Ordinal);
        Assert.Contains("link", await ImportAsync("object", "local://in/linked/secret.txt"), StringComparison.Ordinal);
        Assert.Null(await ImportAsync("common_prefix", "local://in/"));
        Assert.DoesNotContain("secret", (await client.S3Async("GET", "/imports?list-type=2&prefix=main%2F")).Text, StringComparison.Ordinal);
    }

    /// <summary>Imports to keys that begin with <c>got</c>.</summary>
    /// <returns>Why it failed; null if it did not.</returns>
    private async Task<string?> ImportAsync(string type, string url)
    {
        string path = url.Replace("{folder}", folder.Path, StringComparison.Ordinal)
            .Replace("{outsideName}", Path.GetFileName(outside.Path), StringComparison.Ordinal)
            .Replace("{outside}", outside.Path, StringComparison.Ordinal);
        string body = JsonSerializer.Serialize(new { paths = new[] { new { path, type, destination = "got" } }, commit = new { message = "m" } });
        RawHttpResponse started = await client.RestAsync("POST", "/repositories/imports/branches/main/import", body);
        Assert.Equal(202, started.Status);
        string id = JsonBody.TryParse(started.Text)!.Value.GetProperty("id").GetString()!;
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            RawHttpResponse response = await client.RestAsync("GET", $"/repositories/imports/branches/main/import?id={id}");
            JsonElement state = JsonBody.TryParse(response.Text)!.Value;
            if (state.TryGetProperty("error", out JsonElement error))
            {
                return error.GetProperty("message").GetString();
            }

            if (state.GetProperty("completed").GetBoolean())
            {
                return null;
            }
        }
    }
}
