using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The control endpoint <c>/_gateway/requests</c> tells what was asked.</summary>
public sealed class RequestLogEndpointTests
{
    [Fact]
    public async Task Requests_are_logged_in_order_with_their_operations()
    {
        await using LocalGateway gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["logged"] });
        GatewayClient client = new(gateway);
        await client.S3Async("GET", "/");
        await client.S3Async("PUT", "/logged/main/a%20b/c", Encoding.UTF8.GetBytes("content"));
        await client.S3Async("GET", "/logged/main/a%20b/c");
        await client.S3Async("HEAD", "/logged/main/missing");
        await client.S3Async("GET", "/logged?list-type=2&prefix=main%2F");
        await client.S3Async("GET", "/logged?prefix=main%2F");
        await client.S3Async("POST", "/logged/main/parts?uploads");
        await client.RestAsync("POST", "/repositories/logged/branches/main/commits", """{"message":"m"}""");
        await client.S3Async("DELETE", "/logged/main/a%20b/c");

        IReadOnlyList<JsonElement> requests = await ReadAsync(client);
        Assert.Equal(
            [
                "ListBuckets", "PutObject", "GetObject", "HeadObject", "ListObjectsV2", "ListObjects",
                "CreateMultipartUpload", "commit", "DeleteObject",
            ],
            requests.Select(request => request.GetProperty("operation").GetString()));
        Assert.Equal([200, 200, 200, 404, 200, 200, 200, 201, 204], requests.Select(request => request.GetProperty("status").GetInt32()));

        JsonElement put = requests[1];
        Assert.Equal("PUT", put.GetProperty("method").GetString());
        Assert.Equal("logged", put.GetProperty("repository").GetString());
        Assert.Equal("main", put.GetProperty("ref").GetString());
        Assert.Equal("a b/c", put.GetProperty("key").GetString());
        Assert.Equal(7, put.GetProperty("bytesIn").GetInt64());
        Assert.Equal(7, requests[2].GetProperty("bytesOut").GetInt64());
        Assert.Equal(JsonValueKind.Null, requests[0].GetProperty("repository").ValueKind);
    }

    [Fact]
    public async Task The_signature_of_a_presigned_url_is_not_logged()
    {
        await using LocalGateway gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["logged"] });
        GatewayClient client = new(gateway);
        await client.PresignedAsync("HEAD", "/logged");

        string query = Assert.Single(await ReadAsync(client)).GetProperty("query").GetString()!;
        Assert.Contains("X-Amz-Credential", query, System.StringComparison.Ordinal);
        Assert.DoesNotContain("X-Amz-Signature", query, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_can_be_cleared_and_does_not_hold_its_own_requests()
    {
        await using LocalGateway gateway = await LocalGateway.StartAsync(new LocalGatewayOptions());
        GatewayClient client = new(gateway);
        await client.S3Async("GET", "/");
        Assert.Single(await ReadAsync(client));
        Assert.Single(gateway.Requests.Snapshot());
        Assert.Equal(204, (await client.PlainAsync("DELETE", "/_gateway/requests")).Status);
        Assert.Empty(await ReadAsync(client));
    }

    [Fact]
    public async Task A_request_is_in_the_log_once_its_answer_is_there()
    {
        await using LocalGateway gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["logged"] });
        GatewayClient client = new(gateway);
        await client.S3Async("PUT", "/logged/main/k", Encoding.UTF8.GetBytes("content"));
        for (int i = 1; i <= 300; i++)
        {
            _ = i % 2 == 0 ? await client.S3Async("GET", "/logged/main/k") : await client.RestAsync("GET", "/repositories/logged");
            Assert.Equal(i + 1, gateway.Requests.Snapshot().Count);
        }
    }

    [Fact]
    public async Task A_request_whose_connection_a_fault_aborts_is_in_the_log_before()
    {
        await using LocalGateway gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["logged"] });
        GatewayClient client = new(gateway);
        gateway.Faults.Replace("""{"rules":[{"operation":"ListBuckets","count":0,"fault":"reset"}]}""");
        for (int i = 1; i <= 100; i++)
        {
            await Assert.ThrowsAnyAsync<System.IO.IOException>(() => client.S3Async("GET", "/"));
            Assert.Equal(i, gateway.Requests.Snapshot().Count);
            Assert.Equal(0, gateway.Requests.Snapshot()[^1].Status);
        }
    }

    [Fact]
    public async Task A_request_that_its_client_gave_up_is_waited_for()
    {
        await using LocalGateway gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["logged"] });
        GatewayClient client = new(gateway);
        gateway.Faults.Replace("""{"rules":[{"operation":"login","nth":1000,"fault":"reset"}]}""");
        for (int i = 1; i <= 30; i++)
        {
            using (System.Net.Sockets.TcpClient other = new())
            {
                await other.ConnectAsync(gateway.Url.Host, gateway.Url.Port);
                await other.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                    $"POST /api/v1/auth/login HTTP/1.1\r\nHost: {gateway.Url.Authority}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"));
                other.LingerState = new System.Net.Sockets.LingerOption(true, 0);
                while (!gateway.Faults.ToJson().Contains($"\"matched\":{i},", System.StringComparison.Ordinal))
                {
                    await Task.Yield();
                }
            }

            Assert.Equal(i, (await ReadAsync(client)).Count);
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(GatewayClient client)
    {
        RawHttpResponse response = await client.PlainAsync("GET", "/_gateway/requests");
        Assert.Equal((200, "application/json"), (response.Status, response.Header("content-type")));
        return [.. JsonBody.TryParse(response.Text)!.Value.EnumerateArray()];
    }
}
