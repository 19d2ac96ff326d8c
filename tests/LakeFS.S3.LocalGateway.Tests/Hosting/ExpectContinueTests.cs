using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A client that waits for leave to send a body, as boto3 does: the next request is never taken for that body.</summary>
public sealed class ExpectContinueTests : IAsyncLifetime
{
    private LocalGateway gateway = null!;

    public async Task InitializeAsync() => gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["waiting"] });

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("PUT", "/waiting/none/k", 404)]
    [InlineData("PUT", "/missing/main/k", 404)]
    [InlineData("POST", "/waiting/none/k?uploads", 404)]
    public async Task One_that_is_refused_is_told_that_the_connection_closes(string method, string target, int status)
    {
        string head = await SendAsync(method, target, length: 1000, body: "");
        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task One_that_may_send_it_is_told_so_and_keeps_the_connection()
    {
        string head = await SendAsync("PUT", "/waiting/main/k", length: 4, body: "body");
        Assert.StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Connection: close", head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("body", (await new GatewayClient(gateway).S3Async("GET", "/waiting/main/k")).Text);
    }

    [Fact]
    public async Task One_without_a_body_keeps_the_connection()
    {
        string head = await SendAsync("PUT", "/waiting/none/k", length: 0, body: "");
        Assert.StartsWith("HTTP/1.1 404 ", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Connection: close", head, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Sends the head of a request, then its body, and reads until the head of the answer has come.</summary>
    private async Task<string> SendAsync(string method, string target, int length, string body)
    {
        OutgoingRequest request = new() { Method = method, Path = target.Split('?')[0] };
        if (target.Contains('?', StringComparison.Ordinal))
        {
            request.Query.Add(new QueryParameter(target.Split('?')[1], null));
        }

        request.Headers.Add(new HeaderField("Host", gateway.Url.Authority));
        KeyPair keys = new(gateway.AccessKeyId, gateway.SecretAccessKey);
        new RequestSigner(keys, TimeProvider.System).Sign(request, new RecordedAuthentication { Key = "valid", Signing = "sigv4-header", Payload = "unsigned" });
        request.Headers.Add(new HeaderField("Expect", "100-continue"));
        string head = Encoding.UTF8.GetString(request.ToBytes()).Replace("Content-Length: 0\r\n", $"Content-Length: {length}\r\n", StringComparison.Ordinal);

        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        using TcpClient client = new();
        await client.ConnectAsync(gateway.Url.Host, gateway.Url.Port, limit.Token);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head), limit.Token);
        string first = await ReadHeadAsync(stream, limit.Token);
        if (body.Length == 0)
        {
            return first;
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(body), limit.Token);
        return first + await ReadHeadAsync(stream, limit.Token);
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        StringBuilder head = new();
        byte[] next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(next, cancellationToken) == 0)
            {
                throw new EndOfStreamException(head.ToString());
            }

            head.Append((char)next[0]);
        }

        return head.ToString();
    }
}
