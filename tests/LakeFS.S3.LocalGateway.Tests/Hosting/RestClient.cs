using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>An HTTP client of the REST API of a gateway.</summary>
internal sealed class RestClient : IDisposable
{
    private readonly HttpClient client = new();

    public RestClient(LocalGateway gateway)
    {
        client.BaseAddress = new Uri(gateway.Url, "/api/v1/");
        byte[] keys = Encoding.UTF8.GetBytes($"{gateway.AccessKeyId}:{gateway.SecretAccessKey}");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(keys));
    }

    /// <summary>What it sends with each request.</summary>
    public HttpRequestHeaders Headers => client.DefaultRequestHeaders;

    /// <summary>Sends a request with a JSON body, and reads the answer.</summary>
    public Task<(int Status, string Text)> SendAsync(string method, string path, object? json = null) => SendAsync(
        method, path, json is null ? null : new StringContent(JsonSerializer.Serialize(json), Encoding.UTF8, "application/json"));

    /// <summary>Sends a request with any body, and reads the answer.</summary>
    public async Task<(int Status, string Text)> SendAsync(string method, string path, HttpContent? content)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path) { Content = content };
        using HttpResponseMessage response = await client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Writes an object.</summary>
    public async Task PutAsync(string repository, string branch, string key, string text)
    {
        (int status, string answer) = await SendAsync("POST", $"repositories/{repository}/branches/{branch}/objects?path={Uri.EscapeDataString(key)}", new ByteArrayContent(Encoding.UTF8.GetBytes(text)));
        Xunit.Assert.True(status == 201, answer);
    }

    /// <summary>Sends a request and reads the JSON of its answer.</summary>
    public async Task<JsonElement> ReadAsync(string path)
    {
        (int status, string text) = await SendAsync("GET", path);
        Xunit.Assert.True(status == 200, text);
        return JsonBody.TryParse(text)!.Value;
    }

    /// <summary>Sends a request and reads the bytes of its answer.</summary>
    public Task<byte[]> DownloadAsync(string path) => client.GetByteArrayAsync(path);

    public void Dispose() => client.Dispose();
}
