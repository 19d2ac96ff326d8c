using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>What goes wrong on purpose, through the whole gateway and real sockets.</summary>
public sealed class FaultEndpointTests : IAsyncLifetime
{
    private const int Size = 100_000;
    private const string Target = "/broken/main/a.bin";

    private static readonly byte[] Content = [.. Enumerable.Range(0, Size).Select(index => (byte)(index % 251))];

    private LocalGateway gateway = null!;
    private GatewayClient client = null!;
    private string etag = null!;

    public async Task InitializeAsync()
    {
        gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["broken"] });
        client = new GatewayClient(gateway);
        etag = (await client.S3Async("PUT", Target, Content)).Header("etag")!;
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task An_error_is_answered_and_the_operation_not_done()
    {
        await PlanAsync("""{"operation":"PutObject","keyPattern":"*.bin","fault":"error","status":503,"code":"SlowDown","message":"later"}""");
        RawHttpResponse refused = await client.S3Async("PUT", "/broken/main/b.bin", Content);
        Assert.Equal(503, refused.Status);
        Assert.Equal("SlowDown", XmlBody.Find(refused.Text, "/Error/Code"));
        Assert.Equal("later", XmlBody.Find(refused.Text, "/Error/Message"));
        Assert.Equal(404, (await client.S3Async("HEAD", "/broken/main/b.bin")).Status);
        Assert.Equal(200, (await client.S3Async("PUT", "/broken/main/b.bin", Content)).Status);
    }

    [Fact]
    public async Task An_error_of_the_rest_api_is_json()
    {
        await PlanAsync("""{"operation":"listBranches","fault":"error","status":500,"message":"broken"}""");
        RawHttpResponse refused = await client.RestAsync("GET", "/repositories/broken/branches");
        Assert.Equal(500, refused.Status);
        Assert.Equal("broken", JsonBody.TryParse(refused.Text)!.Value.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Only_the_requests_counted_are_hit()
    {
        await PlanAsync("""{"operation":"HeadObject","nth":2,"count":2,"fault":"error","status":500,"code":"InternalError"}""");
        int[] statuses = new int[5];
        for (int i = 0; i < statuses.Length; i++)
        {
            statuses[i] = (await client.S3Async("HEAD", Target)).Status;
        }

        Assert.Equal([200, 500, 500, 200, 200], statuses);
    }

    [Fact]
    public async Task A_reset_breaks_the_connection()
    {
        await PlanAsync("""{"operation":"GetObject","fault":"reset"}""");
        await Assert.ThrowsAnyAsync<IOException>(() => client.S3Async("GET", Target));
        Assert.Equal(Content, (await client.S3Async("GET", Target)).Body);
    }

    [Theory]
    [InlineData("reset-in-body")]
    [InlineData("truncate")]
    [InlineData("wrong-content-length")]
    public async Task A_body_ends_before_it_should(string fault)
    {
        await PlanAsync($$"""{"operation":"GetObject","fault":"{{fault}}","afterBytes":1000}""");
        await Assert.ThrowsAnyAsync<IOException>(() => client.S3Async("GET", Target));
        Assert.Equal(Content, (await client.S3Async("GET", Target)).Body);
    }

    [Fact]
    public async Task An_upload_that_is_reset_leaves_what_was_there()
    {
        await PlanAsync("""{"operation":"PutObject","fault":"reset-in-body","afterBytes":1000}""");
        gateway.Requests.Clear();
        await Assert.ThrowsAnyAsync<IOException>(() => client.S3Async("PUT", Target, new byte[Size]));
        Assert.Equal(Content, (await client.S3Async("GET", Target)).Body);

        // No answer was given, and the log tells none. It is whole once the gateway has stopped.
        await gateway.DisposeAsync();
        Assert.Equal(0, Assert.Single(gateway.Requests.Snapshot(), request => request.Operation == "PutObject").Status);
    }

    [Fact]
    public async Task One_byte_is_corrupted()
    {
        await PlanAsync("""{"operation":"GetObject","fault":"corrupt"}""");
        RawHttpResponse corrupted = await client.S3Async("GET", Target);
        Assert.Equal((200, etag), (corrupted.Status, corrupted.Header("etag")));
        Assert.Equal(1, corrupted.Body.Zip(Content).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public async Task The_etag_is_another()
    {
        await PlanAsync("""{"operation":"PutObject","fault":"wrong-etag"}""");
        RawHttpResponse put = await client.S3Async("PUT", Target, Content);
        Assert.Equal(200, put.Status);
        Assert.NotEqual(etag, put.Header("etag"));
        Assert.Equal(etag, (await client.S3Async("HEAD", Target)).Header("etag"));
    }

    [Fact]
    public async Task A_page_of_html_is_answered()
    {
        await PlanAsync("""{"operation":"*","fault":"html"}""");
        RawHttpResponse page = await client.S3Async("GET", Target);
        Assert.Equal(200, page.Status);
        Assert.StartsWith("text/html", page.Header("content-type"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stall")]
    [InlineData("stall-in-body")]
    public async Task A_stall_ends_when_the_gateway_stops(string fault)
    {
        await PlanAsync($$"""{"operation":"GetObject","fault":"{{fault}}","afterBytes":1000,"seconds":3600}""");
        Task<RawHttpResponse> stalled = client.S3Async("GET", Target);
        while (!(await client.PlainAsync("GET", "/_gateway/faults")).Text.Contains("\"hits\":1", StringComparison.Ordinal))
        {
            Assert.False(stalled.IsCompleted);
        }

        await gateway.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => stalled);
    }

    [Fact]
    public async Task The_plan_is_shown_and_removed()
    {
        await PlanAsync("""{"operation":"HeadObject","fault":"error","status":500,"code":"InternalError","count":0}""");
        await client.S3Async("HEAD", Target);
        JsonElement plan = JsonBody.TryParse((await client.PlainAsync("GET", "/_gateway/faults")).Text)!.Value;
        Assert.Equal("HeadObject", JsonBody.Find(plan, "/rules/0/operation")!.Value.GetString());
        Assert.Equal(204, (await client.PlainAsync("DELETE", "/_gateway/faults")).Status);
        Assert.Equal(200, (await client.S3Async("HEAD", Target)).Status);
    }

    [Fact]
    public async Task A_plan_that_is_not_understood_is_refused_and_the_old_one_stays()
    {
        await PlanAsync("""{"operation":"HeadObject","fault":"error","status":500,"code":"InternalError"}""");
        RawHttpResponse refused = await client.PlainAsync("PUT", "/_gateway/faults", """{"rules":[{"operation":"*","fault":"earthquake"}]}""");
        Assert.Equal(400, refused.Status);
        Assert.Contains("earthquake", refused.Text, StringComparison.Ordinal);
        Assert.Equal(500, (await client.S3Async("HEAD", Target)).Status);
    }

    private async Task PlanAsync(string rule) =>
        Assert.Equal(204, (await client.PlainAsync("PUT", "/_gateway/faults", $$"""{"rules":[{{rule}}]}""")).Status);
}
