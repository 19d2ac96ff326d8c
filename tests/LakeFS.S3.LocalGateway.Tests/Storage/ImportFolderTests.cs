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
    [InlineData("common_prefix", "local://{folder}/in/")]
    public async Task What_is_in_it_is_imported(string type, string url)
    {
        Assert.Null(await ImportAsync(type, url));
        Assert.Equal("mine", (await client.S3Async("GET", "/imports/main/got" + (type == "object" ? string.Empty : "mine.txt"))).Text);
    }

    [Theory]
    [InlineData("object", "local://{outside}/secret.txt")]
    [InlineData("common_prefix", "local://{outside}/")]
    [InlineData("object", "local://{folder}/../{outsideName}/secret.txt")]
    [InlineData("object", "local://../{outsideName}/secret.txt")]
    [InlineData("common_prefix", "local://{folder}x/")]
    [InlineData("common_prefix", "local:///")]
    public async Task What_is_outside_is_forbidden(string type, string url) =>
        Assert.EndsWith("forbidden", await ImportAsync(type, url), StringComparison.Ordinal);

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
