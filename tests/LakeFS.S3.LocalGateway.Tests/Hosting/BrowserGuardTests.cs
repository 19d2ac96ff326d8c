using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.NetworkInformation;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A page in a browser of this machine is not served, whatever name leads it here.</summary>
public sealed class BrowserGuardTests : IAsyncLifetime
{
    private static readonly HttpClient Client = new();
    private LocalGateway gateway = null!;

    public async Task InitializeAsync() => gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["guarded"] });

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8000")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("s3.localhost.evil.example")]
    [InlineData("192.0.2.1")]
    [InlineData("[2001:db8::1]:80")]
    public async Task Another_name_is_not_answered(string host)
    {
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await SendAsync("GET", "/_gateway/requests", host));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await SendAsync("GET", "/api/v1/repositories", host, signed: true));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:80")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10:1234")]
    [InlineData("[::1]:80")]
    [InlineData("guarded.s3.localhost")]
    [InlineData("s3.local.lakefs.io")]
    [InlineData("guarded.s3.local.lakefs.io")]
    public async Task Its_own_names_are(string host) => Assert.Equal(HttpStatusCode.OK, await SendAsync("GET", "/_gateway/requests", host));

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_changes_nothing(string header, string value)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync("DELETE", "/_gateway/faults", null, false, (header, value)));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync("PUT", "/_gateway/faults", null, false, (header, value)));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync("DELETE", "/api/v1/repositories/guarded", null, true, (header, value)));
        Assert.Equal(HttpStatusCode.OK, await SendAsync("GET", "/api/v1/repositories/guarded", null, signed: true));
    }

    [Fact]
    public async Task Its_own_pages_and_programs_do()
    {
        string own = gateway.Url.GetLeftPart(UriPartial.Authority);
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync("DELETE", "/_gateway/faults", null, false, ("Origin", own), ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync("DELETE", "/_gateway/faults", null));
    }

    [Fact]
    public async Task The_secret_is_another_for_each_gateway_and_long_enough()
    {
        await using LocalGateway other = await LocalGateway.StartAsync(new LocalGatewayOptions());
        Assert.NotEqual(gateway.SecretAccessKey, other.SecretAccessKey);
        Assert.Equal(30, Convert.FromBase64String(other.SecretAccessKey).Length);
        Assert.Equal("given", new LocalGatewayOptions { SecretAccessKey = "given" }.SecretAccessKey);
    }

    [Fact]
    public void It_listens_on_the_loopback_address_alone()
    {
        IPEndPoint[] listeners = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == gateway.Url.Port)];
        Assert.NotEmpty(listeners);
        Assert.All(listeners, listener => Assert.True(IPAddress.IsLoopback(listener.Address), listener.ToString()));
    }

    private async Task<HttpStatusCode> SendAsync(
        string method, string path, string? host, bool signed = false, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(gateway.Url, path));
        request.Headers.Host = host;
        if (signed)
        {
            byte[] keys = Encoding.UTF8.GetBytes($"{gateway.AccessKeyId}:{gateway.SecretAccessKey}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(keys));
        }

        Assert.All(headers, header => Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value)));
        using HttpResponseMessage response = await Client.SendAsync(request);
        return response.StatusCode;
    }
}
