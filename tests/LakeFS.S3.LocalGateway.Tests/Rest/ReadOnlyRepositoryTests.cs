using System;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// With force, a read-only repository is written to as any other. Seen on lakeFS 1.84; what it answers without is in the
/// scenario s3-readonly.
/// </summary>
public sealed class ReadOnlyRepositoryTests : IAsyncLifetime, IDisposable
{
    private const string Repository = "repositories/kept";

    private LocalGateway gateway = null!;
    private RestClient rest = null!;

    public async Task InitializeAsync()
    {
        gateway = await LocalGateway.StartAsync(new LocalGatewayOptions());
        rest = new RestClient(gateway);
        Assert.Equal(201, (await rest.SendAsync("POST", "repositories", new { name = "kept", storage_namespace = "local://kept", read_only = true })).Status);
        await ForceByQueryAsync(201, "POST", "/branches/main/objects?path=a", new { });
        await ForceByBodyAsync(201, "POST", "/branches/main/commits", new { message = "first" });
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    public void Dispose() => rest.Dispose();

    [Fact]
    public async Task Objects_are_written_copied_and_deleted()
    {
        await ForceByBodyAsync(201, "POST", "/branches/main/objects/copy?dest_path=b", new { src_path = "a" });
        await ForceByQueryAsync(204, "DELETE", "/branches/main/objects?path=a");

        object paths = new { paths = new[] { "b" } };
        Assert.Equal(
            (200, """{"errors":[{"message":"read-only repository","path":"b","status_code":403}]}"""),
            await rest.SendAsync("POST", Repository + "/branches/main/objects/delete", paths));
        Assert.Equal((200, """{"errors":[]}"""), await rest.SendAsync("POST", Repository + "/branches/main/objects/delete?force=true", paths));
        Assert.Equal(404, (await rest.SendAsync("GET", Repository + "/refs/main/objects?path=a")).Status);
        Assert.Equal(404, (await rest.SendAsync("GET", Repository + "/refs/main/objects?path=b")).Status);
    }

    [Fact]
    public async Task Branches_and_tags_are_made_moved_and_deleted()
    {
        await ForceByBodyAsync(201, "POST", "/branches", new { name = "dev", source = "main" });
        await ForceByBodyAsync(201, "POST", "/tags", new { id = "v1", @ref = "main" });
        await ForceByBodyAsync(204, "PUT", "/branches/main", new { type = "reset" });
        await ForceByQueryAsync(204, "PUT", "/branches/dev/hard_reset?ref=main~1");
        await ForceByBodyAsync(200, "POST", "/refs/main/merge/dev", new { message = "m" });
        await ForceByBodyAsync(204, "POST", "/branches/main/revert", new { @ref = "main", parent_number = 0 });
        await ForceByBodyAsync(201, "POST", "/branches/main/cherry-pick", new { @ref = "v1" });
        await ForceByQueryAsync(204, "DELETE", "/tags/v1?");
        await ForceByQueryAsync(204, "DELETE", "/branches/dev?");
    }

    [Theory]
    [InlineData("PUT", "/settings/branch_protection", """[{"pattern":"x"}]""", 403)]
    [InlineData("POST", "/branch_protection", """{"pattern":"x"}""", 403)]
    [InlineData("PUT", "/settings/gc_rules", """{"default_retention_days":7,"branches":[]}""", 403)]
    [InlineData("POST", "/metadata", """{"metadata":{"k":"v"}}""", 204)]
    public async Task Rules_are_not_set_and_metadata_is(string method, string path, string body, int expected) =>
        Assert.Equal(expected, (await rest.SendAsync(method, Repository + path, JsonNode.Parse(body))).Status);

    private Task ForceByQueryAsync(int status, string method, string path, object? body = null) =>
        ForceAsync(status, method, path, body, path + "&force=true", body);

    private Task ForceByBodyAsync(int status, string method, string path, object body)
    {
        JsonNode forced = JsonSerializer.SerializeToNode(body)!;
        forced["force"] = true;
        return ForceAsync(status, method, path, body, path, forced);
    }

    /// <summary>Sends a request without force, which is refused, and with it.</summary>
    private async Task ForceAsync(int status, string method, string path, object? body, string forcedPath, object? forcedBody)
    {
        Assert.Equal((403, """{"message":"read-only repository"}"""), await rest.SendAsync(method, Repository + path, body));
        (int answered, string text) = await rest.SendAsync(method, Repository + forcedPath, forcedBody);
        Assert.True(status == answered, $"{method} {path}: {answered} {text}");
    }
}
