using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Faults;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests.Faults;

/// <summary>What a client sees of each fault, over a connection of its own.</summary>
public sealed class FaultInjectorTests
{
    private static readonly TimeSpan LongBefore = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Error()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Error);
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Equal(503, answer.Status);
        Assert.Contains("<Code>SlowDown</Code>", answer.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Html);
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Equal(200, answer.Status);
        Assert.Equal("text/html; charset=utf-8", answer.Header("Content-Type"));
        Assert.StartsWith("<!doctype html>", answer.BodyText, StringComparison.Ordinal);
        Assert.Equal(answer.Body.Length.ToString(CultureInfo.InvariantCulture), answer.Header("Content-Length"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task Reset(string method)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Reset);
        RawAnswer answer = await server.SendAsync(method, "/object");
        Assert.Empty(answer.Head);
        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(45_000)]
    public async Task Reset_in_the_response_body(int afterBytes)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.ResetInBody, afterBytes);
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Equal(200, answer.Status);
        Assert.Equal("200000", answer.Header("Content-Length"));
        Assert.Equal(FaultyServer.Content[..afterBytes], answer.Body);
    }

    [Fact]
    public async Task Reset_in_a_response_body_shorter_than_the_rule_says()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.ResetInBody, 1_000_000);
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.InRange(answer.Body.Length, 1, FaultyServer.Content.Length - 1);
    }

    [Fact]
    public async Task Reset_in_a_response_body_without_a_declared_length()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.ResetInBody, 1_000_000);
        RawAnswer answer = await server.SendAsync("GET", "/xml");
        Assert.Equal("chunked", answer.Header("Transfer-Encoding"));
        Assert.DoesNotContain("0\r\n\r\n", answer.BodyText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public async Task Reset_in_the_request_body(int afterBytes)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.ResetInBody, afterBytes);
        RawAnswer answer = await server.SendAsync("PUT", "/object", FaultyServer.Content);
        Assert.Empty(answer.Head);
        Assert.Equal("failed:ConnectionResetException", await server.Uploads.ReadAsync());
    }

    [Theory]
    [InlineData("GET", "/object")]
    [InlineData("GET", "/xml")]
    [InlineData("DELETE", "/object")]
    public async Task Lost_answer(string method, string path)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.LostAnswer);
        RawAnswer answer = await server.SendAsync(method, path);
        Assert.Empty(answer.Head);
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task Lost_answer_to_what_was_done()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.LostAnswer);
        RawAnswer answer = await server.SendAsync("PUT", "/object", FaultyServer.Content);
        Assert.Empty(answer.Head);
        Assert.Equal($"done:{FaultyServer.Content.Length}", await server.Uploads.ReadAsync());
    }

    [Fact]
    public async Task Stall_until_the_time_is_over()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Stall, seconds: 0.3);
        long start = Stopwatch.GetTimestamp();
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Empty(answer.Head);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(0.25), LongBefore);
    }

    [Fact]
    public async Task Stall_until_the_server_stops()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Stall);
        long start = Stopwatch.GetTimestamp();
        Task<RawAnswer> answering = server.SendAsync("GET", "/object");
        await server.StopStallsAsync();
        Assert.Empty((await answering).Head);
        Assert.True(Stopwatch.GetElapsedTime(start) < LongBefore);
    }

    [Fact]
    public async Task Stall_in_the_request_body_until_the_client_goes()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.StallInBody);
        long start = Stopwatch.GetTimestamp();
        using (TcpClient client = await server.ConnectAsync())
        {
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n{new string('x', 20)}"));
        }

        Assert.Equal("failed:ConnectionResetException", await server.Uploads.ReadAsync());
        Assert.True(Stopwatch.GetElapsedTime(start) < LongBefore);
    }

    [Fact]
    public async Task Stall_in_the_response_body()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.StallInBody, afterBytes: 1000, seconds: 0.3);
        long start = Stopwatch.GetTimestamp();
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Equal(FaultyServer.Content[..1000], answer.Body);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(0.25), LongBefore);
    }

    [Fact]
    public async Task Wrong_content_length()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.WrongContentLength);
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Equal("201000", answer.Header("Content-Length"));
        Assert.Equal(FaultyServer.Content, answer.Body);
    }

    [Fact]
    public async Task Wrong_content_length_of_a_body_that_had_none()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.WrongContentLength);
        RawAnswer answer = await server.SendAsync("GET", "/xml");
        Assert.Equal(int.MaxValue.ToString(CultureInfo.InvariantCulture), answer.Header("Content-Length"));
        Assert.Equal(FaultyServer.Xml, answer.BodyText);
    }

    [Fact]
    public async Task Wrong_content_length_of_an_empty_body()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.WrongContentLength);
        RawAnswer answer = await server.SendAsync("PUT", "/object", FaultyServer.Content);
        Assert.Equal(200, answer.Status);
        Assert.Equal("1000", answer.Header("Content-Length"));
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task Wrong_content_length_of_an_answer_that_has_no_body()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.WrongContentLength);
        RawAnswer answer = await server.SendAsync("DELETE", "/object");
        Assert.Equal(204, answer.Status);
        Assert.Null(answer.Header("Content-Length"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1000, 1000)]
    [InlineData(30_000, 30_000)]
    [InlineData(1_000_000, 199_999)]
    public async Task Truncate(long afterBytes, int expected)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Truncate, afterBytes);
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Equal("200000", answer.Header("Content-Length"));
        Assert.Equal(FaultyServer.Content[..expected], answer.Body);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(45_000, 45_000)]
    [InlineData(1_000_000, 199_999)]
    public async Task Corrupt(long afterBytes, int expected)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Corrupt, afterBytes);
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Equal(FaultyServer.Content.Length, answer.Body.Length);
        Assert.Equal(
            [expected],
            Enumerable.Range(0, answer.Body.Length).Where(i => answer.Body[i] != FaultyServer.Content[i]));
    }

    [Fact]
    public async Task Wrong_etag_in_the_header()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.WrongETag);
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Equal("\"0bcdef0123456789abcdef0123456789\"", answer.Header("ETag"));
        Assert.Equal(FaultyServer.Content, answer.Body);
    }

    [Fact]
    public async Task Wrong_etag_in_xml()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.WrongETag);
        RawAnswer answer = await server.SendAsync("GET", "/xml");
        string body = string.Concat(answer.BodyText.Split("\r\n").Where((_, index) => index % 2 == 1));
        Assert.Equal("<Result><ETag>&#34;0bcd&#34;</ETag><Size>12</Size><ETag>\"1bcd\"</ETag></Result>", body);
    }

    [Fact]
    public async Task Delay()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FaultKind.Delay, seconds: 0.3);
        long start = Stopwatch.GetTimestamp();
        RawAnswer answer = await server.SendAsync("GET", "/object");
        Assert.Equal(FaultyServer.Content, answer.Body);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(0.25), LongBefore);
    }
}
