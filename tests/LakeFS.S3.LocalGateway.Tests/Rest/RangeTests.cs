using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The tables of a commit, which lakeFS 1.84 hands out and its own tests and the Spark client read.</summary>
public sealed class RangeTests : IAsyncLifetime, IDisposable
{
    private const string Repository = "repositories/ranged";

    private LocalGateway gateway = null!;
    private RestClient rest = null!;

    public async Task InitializeAsync()
    {
        gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["ranged"] });
        rest = new RestClient(gateway);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    public void Dispose() => rest.Dispose();

    [Fact]
    public async Task A_meta_range_leads_to_the_objects()
    {
        string[] keys = ["a/1", "a/ä", "b", "\uFFFD", "😀"];
        foreach (string key in keys)
        {
            await rest.PutAsync("ranged", "main", key, "content of " + key);
        }

        (byte[] last, byte[] value) = Assert.Single(await ReadAsync("meta_range", await CommitAsync()));
        Assert.Equal("😀", Encoding.UTF8.GetString(last));
        (byte[] id, byte[] data) = SortedTableReader.Split(value);
        ILookup<int, object> range = SortedTableReader.ReadMessage(data);
        Assert.Equal("a/1", Encoding.UTF8.GetString((byte[])range[1].Single()));
        Assert.Equal(5L, range[4].Single());

        (byte[] Key, byte[] Value)[] objects = [.. await ReadAsync("range", Encoding.UTF8.GetString(id))];
        Assert.Equal(keys, objects.Select(item => Encoding.UTF8.GetString(item.Key)));
        JsonElement stat = await rest.ReadAsync(Repository + "/refs/main/objects/stat?path=b");
        ILookup<int, object> entry = SortedTableReader.ReadMessage(SortedTableReader.Split(objects[2].Value).Data);
        Assert.Equal(stat.GetProperty("physical_address").GetString(), "local://ranged/" + Encoding.UTF8.GetString((byte[])entry[1].Single()));
        Assert.Equal(stat.GetProperty("mtime").GetInt64(), SortedTableReader.ReadMessage((byte[])entry[2].Single())[1].Single());
        Assert.Equal(12L, entry[3].Single());
        Assert.Equal(stat.GetProperty("checksum").GetString(), Encoding.UTF8.GetString((byte[])entry[4].Single()));
        Assert.Equal("application/octet-stream", Encoding.UTF8.GetString((byte[])entry[7].Single()));
    }

    [Fact]
    public async Task A_commit_without_objects_has_an_empty_meta_range()
    {
        await rest.PutAsync("ranged", "main", "a", "a");
        await CommitAsync();
        await rest.SendAsync("DELETE", Repository + "/branches/main/objects?path=a");
        Assert.Empty(await ReadAsync("meta_range", await CommitAsync()));
    }

    [Theory]
    [InlineData("meta_range")]
    [InlineData("range")]
    public async Task A_table_that_is_not_there_has_no_data(string type) =>
        Assert.Equal((410, """{"message":"No data"}"""), await rest.SendAsync("GET", $"{Repository}/metadata/object/{type}/none"));

    private async Task<string> CommitAsync()
    {
        (int status, string text) = await rest.SendAsync("POST", Repository + "/branches/main/commits", new { message = "m" });
        Assert.True(status == 201, text);
        return JsonBody.TryParse(text)!.Value.GetProperty("meta_range_id").GetString()!;
    }

    private async Task<IReadOnlyList<(byte[] Key, byte[] Value)>> ReadAsync(string type, string id) =>
        SortedTableReader.Read(await rest.DownloadAsync($"{Repository}/metadata/object/{type}/{id}"));
}
