using System;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// Addresses that are linked without content. Seen on lakeFS 1.84: it does not look whether anything is there before somebody
/// reads. Signatures are checked as it does where addresses begin with the storage namespace, unlike those of its local storage.
/// </summary>
public sealed class LinkedObjectTests : IAsyncLifetime, IDisposable
{
    private const string Backing = "repositories/linked/branches/main/staging/backing?path=";

    private readonly TemporaryFolder folder = new();
    private LocalGateway gateway = null!;
    private RestClient rest = null!;

    public async Task InitializeAsync()
    {
        gateway = await StartAsync();
        rest = new RestClient(gateway);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    public void Dispose()
    {
        rest.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_is_nowhere_is_an_object_until_it_is_read()
    {
        string address = await AddressOfAsync("a");
        Assert.Matches("^local://linked/data/[0-9a-v]{20}/[0-9a-v]{20},[A-Za-z0-9_-]+$", address);
        (int status, string text) = await LinkAsync("a", address);
        Assert.True(status == 200, text);
        JsonElement stat = await rest.ReadAsync("repositories/linked/refs/main/objects/stat?path=a");
        Assert.Equal((address, 12, "00695c7307b0480c7b6bdc873cf05c15"), (stat.GetProperty("physical_address").GetString(), stat.GetProperty("size_bytes").GetInt64(), stat.GetProperty("checksum").GetString()));
        await AssertAbsentAsync(gateway);
    }

    [Fact]
    public async Task It_is_nowhere_after_a_restart_too()
    {
        await LinkAsync("a", await AddressOfAsync("a"));
        await gateway.DisposeAsync();
        await using LocalGateway again = await StartAsync();
        await AssertAbsentAsync(again);
    }

    [Fact]
    public async Task An_address_is_for_the_object_it_was_asked_for()
    {
        string address = await AddressOfAsync("a");
        Assert.Equal((400, """{"message":"invalid address signature: invalid address"}"""), await LinkAsync("b", address));
        Assert.Equal((400, """{"message":"address is not signed: link address invalid"}"""), await LinkAsync("a", address[..address.IndexOf(',', StringComparison.Ordinal)]));
        Assert.Equal(400, (await LinkAsync("a", address, checksum: "\"\"")).Status);
        (int status, string text) = await LinkAsync("a", "local://elsewhere/x");
        Assert.Equal(501, status);
        Assert.Contains("local gateway", text, StringComparison.Ordinal);
    }

    private static async Task AssertAbsentAsync(LocalGateway gateway)
    {
        using RestClient client = new(gateway);
        Assert.Equal((410, """{"message":"No data"}"""), await client.SendAsync("GET", "repositories/linked/refs/main/objects?path=a"));
        GatewayClient s3 = new(gateway);
        Assert.Equal(200, (await s3.S3Async("HEAD", "/linked/main/a")).Status);
        RawHttpResponse read = await s3.S3Async("GET", "/linked/main/a");
        Assert.Equal((404, "NoSuchVersion"), (read.Status, XmlBody.Find(read.Text, "/Error/Code")));
    }

    private Task<LocalGateway> StartAsync() =>
        LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["linked"], DataDirectory = folder.File("data") });

    private async Task<string> AddressOfAsync(string key) => (await rest.ReadAsync(Backing + key)).GetProperty("physical_address").GetString()!;

    private Task<(int Status, string Text)> LinkAsync(string key, string address, string checksum = "\"00695c7307b0480c7b6bdc873cf05c15\"") =>
        rest.SendAsync("PUT", Backing + key, new { staging = new { physical_address = address }, checksum, size_bytes = 12 });
}
