using System;
using System.Threading;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Requests at random, with a signature or key pair that is right: each gets an answer that the gateway meant to give.</summary>
public sealed class FuzzTests : IAsyncLifetime
{
    private const int Requests = 600;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    private LocalGateway gateway = null!;

    public async Task InitializeAsync()
    {
        gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["fuzzed"], BlockStorage = BlockStorage.Memory });
        GatewayClient client = new(gateway);
        Assert.Equal(200, (await client.S3Async("PUT", "/fuzzed/main/k", "content"u8.ToArray())).Status);
        Assert.Equal(201, (await client.RestAsync("POST", "/repositories/fuzzed/branches/main/commits", """{"message":"m"}""")).Status);
        Assert.Equal(201, (await client.RestAsync("POST", "/repositories/fuzzed/tags", """{"id":"v1","ref":"main"}""")).Status);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public void S3_requests_are_answered() => Check(
        FuzzedRequest.S3,
        request => new RecordedAuthentication
        {
            Key = "valid",
            Signing = "sigv4-header",
            Payload = request.Payload,
            Trailer = request.Payload.EndsWith("-trailer", StringComparison.Ordinal) ? new RecordedTrailer { Name = "x-amz-checksum-crc32" } : null,
        });

    [Fact]
    public void Rest_requests_are_answered() => Check(FuzzedRequest.Rest, _ => new RecordedAuthentication { Key = "valid", Signing = "basic" });

    private void Check(Gen<FuzzedRequest> requests, Func<FuzzedRequest, RecordedAuthentication> authenticate)
    {
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Requests),
            Prop.ForAll(requests.ToArbitrary(), request => AssertAnswered(request, authenticate(request))));
        Assert.Equal(200, new GatewayClient(gateway).S3Async("GET", "/").GetAwaiter().GetResult().Status);
    }

    private void AssertAnswered(FuzzedRequest fuzzed, RecordedAuthentication authentication)
    {
        RawHttpResponse answer = SendAsync(fuzzed, authentication).GetAwaiter().GetResult();
        Assert.InRange(answer.Status, 200, 599);

        // What nobody foresaw is answered by the server below, which says nothing about it.
        Assert.False(
            answer.Status == 500 && answer.Header("content-type") is null && answer.Header("x-amz-request-id") is null,
            $"not foreseen: {fuzzed}");
    }

    private async Task<RawHttpResponse> SendAsync(FuzzedRequest fuzzed, RecordedAuthentication authentication)
    {
        OutgoingRequest request = new() { Method = fuzzed.Method, Path = fuzzed.Path, Body = fuzzed.Body };
        request.Headers.Add(new HeaderField("Host", gateway.Url.Authority));
        foreach ((string name, string value) in fuzzed.Headers)
        {
            request.Headers.Add(new HeaderField(name, value));
        }

        if (authentication.Signing == "basic" && fuzzed.Body is not null && !request.HasHeader("content-type"))
        {
            request.Headers.Add(new HeaderField("Content-Type", "application/json"));
        }

        foreach ((string name, string? value) in fuzzed.Query)
        {
            request.Query.Add(new QueryParameter(name, value));
        }

        new RequestSigner(new KeyPair(gateway.AccessKeyId, gateway.SecretAccessKey), TimeProvider.System).Sign(request, authentication);
        using CancellationTokenSource limit = new(LongestAnswer);
        await using RawHttpConnection connection = await RawHttpConnection.OpenAsync(gateway.Url, trusted: null, limit.Token);
        return await connection.ExchangeAsync(request, limit.Token);
    }
}
