using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The block storage's own endpoint: pre-signed URLs, and nothing else.</summary>
public sealed class StoreEndpointTests
{
    private const string Branch = "/api/v1/repositories/blocks/branches/main";
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task Content_put_there_and_linked_is_the_objects()
    {
        await using LocalGateway gateway = await StartAsync(TimeSpan.FromMinutes(15));
        JsonElement place = await CallAsync(gateway, HttpMethod.Get, Branch + "/staging/backing?path=a&presign=true");
        string url = place.GetProperty("presigned_url").GetString()!;
        Assert.StartsWith(gateway.StoreUrl!.ToString(), url, StringComparison.Ordinal);
        using HttpResponseMessage stored = await Client.PutAsync(new Uri(url), new ByteArrayContent("abc"u8.ToArray()));
        Assert.Equal("\"900150983cd24fb0d6963f7d28e17f72\"", stored.Headers.ETag!.Tag);

        await CallAsync(
            gateway,
            HttpMethod.Put,
            Branch + "/staging/backing?path=a",
            new
            {
                staging = new { physical_address = place.GetProperty("physical_address").GetString() },
                checksum = "900150983cd24fb0d6963f7d28e17f72",
                size_bytes = 3,
                content_type = string.Empty,
            });

        JsonElement stat = await CallAsync(gateway, HttpMethod.Get, "/api/v1/repositories/blocks/refs/main/objects/stat?path=a&presign=true");
        Assert.Equal("application/octet-stream", stat.GetProperty("content_type").GetString());
        using HttpResponseMessage read = await Client.GetAsync(new Uri(stat.GetProperty("physical_address").GetString()!));
        Assert.Equal("abc", await read.Content.ReadAsStringAsync());
        Assert.Equal(stat.GetProperty("mtime").GetInt64(), read.Content.Headers.LastModified!.Value.ToUnixTimeSeconds());
    }

    /// <summary>lakeFS 1.84 does not look whether anything was put there.</summary>
    [Fact]
    public async Task What_was_not_put_there_can_be_linked_and_not_read()
    {
        await using LocalGateway gateway = await StartAsync(TimeSpan.FromMinutes(15));
        JsonElement place = await CallAsync(gateway, HttpMethod.Get, Branch + "/staging/backing?path=a&presign=true");
        object link = new { staging = new { physical_address = place.GetProperty("physical_address").GetString() }, checksum = "12345", size_bytes = 10 };
        await CallAsync(gateway, HttpMethod.Put, Branch + "/staging/backing?path=a", link);
        using RestClient rest = new(gateway);
        Assert.Equal(410, (await rest.SendAsync("GET", "repositories/blocks/refs/main/objects?path=a")).Status);
        JsonElement stat = await rest.ReadAsync("repositories/blocks/refs/main/objects/stat?path=a&presign=true");
        using HttpResponseMessage read = await Client.GetAsync(new Uri(stat.GetProperty("physical_address").GetString()!));
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
    }

    [Fact]
    public async Task An_expired_URL_is_refused()
    {
        await using LocalGateway gateway = await StartAsync(TimeSpan.FromMinutes(-1));
        JsonElement place = await CallAsync(gateway, HttpMethod.Get, Branch + "/staging/backing?path=a&presign=true");

        using HttpResponseMessage answer = await Client.PutAsync(new Uri(place.GetProperty("presigned_url").GetString()!), new ByteArrayContent([]));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Request has expired", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "", HttpStatusCode.Forbidden)]
    [InlineData("PUT", "0", HttpStatusCode.Forbidden)]
    [InlineData("PUT", null, HttpStatusCode.Forbidden)]
    [InlineData("PUT", "", HttpStatusCode.OK)]
    public async Task A_URL_is_for_one_method_and_as_it_was_signed(string method, string? added, HttpStatusCode expected)
    {
        await using LocalGateway gateway = await StartAsync(TimeSpan.FromMinutes(15));
        JsonElement place = await CallAsync(gateway, HttpMethod.Get, Branch + "/staging/backing?path=a&presign=true");
        string url = place.GetProperty("presigned_url").GetString()!;
        using HttpRequestMessage request = new(new HttpMethod(method), added is null ? url[..url.IndexOf('?', StringComparison.Ordinal)] : url + added);

        using HttpResponseMessage answer = await Client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Other_credentials_are_refused_as_by_S3()
    {
        await using LocalGateway gateway = await StartAsync(TimeSpan.FromMinutes(15));
        JsonElement place = await CallAsync(gateway, HttpMethod.Get, Branch + "/staging/backing?path=a&presign=true");
        using HttpRequestMessage request = new(HttpMethod.Put, place.GetProperty("presigned_url").GetString());
        request.Headers.Authorization = AuthorizationFor(gateway);

        using HttpResponseMessage answer = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static Task<LocalGateway> StartAsync(TimeSpan lifetime) => LocalGateway.StartAsync(
        new LocalGatewayOptions { Repositories = ["blocks"], StorePort = 0, PresignLifetime = lifetime });

    private static async Task<JsonElement> CallAsync(LocalGateway gateway, HttpMethod method, string path, object? body = null)
    {
        using HttpRequestMessage request = new(method, new Uri(gateway.Url, path));
        request.Headers.Authorization = AuthorizationFor(gateway);
        request.Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static AuthenticationHeaderValue AuthorizationFor(LocalGateway gateway) => new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{gateway.AccessKeyId}:{gateway.SecretAccessKey}")));
}
