using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>What of REST is not recorded, because it holds secrets or because the gateway differs and says so.</summary>
public sealed class RestOperationTests : IAsyncLifetime, IDisposable
{
    private LocalGateway gateway = null!;
    private RestClient rest = null!;

    public async Task InitializeAsync()
    {
        gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["operated"] });
        rest = new RestClient(gateway);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    public void Dispose() => rest.Dispose();

    [Fact]
    public async Task A_login_gets_a_token_that_stands_for_the_key_pair()
    {
        (int status, string text) = await rest.SendAsync("POST", "auth/login", new { access_key_id = gateway.AccessKeyId, secret_access_key = gateway.SecretAccessKey });
        Assert.Equal(200, status);
        string token = JsonBody.TryParse(text)!.Value.GetProperty("token").GetString()!;
        rest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(200, (await rest.SendAsync("GET", "repositories")).Status);

        string claims = token.Split('.')[1];
        rest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Replace(claims, claims + "A", StringComparison.Ordinal));
        Assert.Equal(401, (await rest.SendAsync("GET", "repositories")).Status);
        rest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "none");
        Assert.Equal(401, (await rest.SendAsync("GET", "repositories")).Status);
    }

    [Theory]
    [InlineData("PUT", "repositories/operated/refs/dump")]
    [InlineData("PUT", "repositories/operated/refs/restore")]
    [InlineData("POST", "repositories/operated/dump")]
    [InlineData("POST", "repositories/operated/restore")]
    [InlineData("POST", "repositories/operated/commits")]
    [InlineData("POST", "repositories/operated/refs/main/symlink")]
    [InlineData("POST", "repositories/operated/gc/prepare_commits")]
    [InlineData("POST", "repositories/operated/gc/prepare_uncommited")]
    [InlineData("DELETE", "auth/users/admin")]
    [InlineData("POST", "auth/users/admin/credentials")]
    public async Task What_the_gateway_does_not_do_it_says_itself(string method, string path)
    {
        (int status, string text) = await rest.SendAsync(method, path);
        Assert.Equal(501, status);
        Assert.Contains("local gateway", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_clients_of_lakeFS_keep_for_themselves_is_kept()
    {
        ByteArrayContent content = new("abc"u8.ToArray());
        content.Headers.Add("x-lakefs-internal-Mtime", "123");
        content.Headers.Add("x-lakefs-meta-K-l", "v");
        Assert.Equal(201, (await rest.SendAsync("POST", "repositories/operated/branches/main/objects?path=k", content)).Status);
        JsonElement stat = await rest.ReadAsync("repositories/operated/refs/main/objects/stat?path=k");
        Assert.Equal("""{"::lakefs::mtime":"123","k-l":"v"}""", stat.GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task User_metadata_is_named_in_S3_as_lakeFS_names_it()
    {
        OutgoingRequest put = Signed("PUT", [("x-amz-meta-my-key", "1"), ("x-amz-meta-CamelCase", "2"), ("x-amz-meta-a_b", "3"), ("x-amz-meta-1x--y", "4")]);
        await using RawHttpConnection connection = await RawHttpConnection.OpenAsync(gateway.Url, null, default);
        Assert.Equal(200, (await connection.ExchangeAsync(put, default)).Status);
        RawHttpResponse head = await connection.ExchangeAsync(Signed("HEAD", []), default);
        Assert.Equal(
            ["X-Amz-Meta-1x--Y", "X-Amz-Meta-A_b", "X-Amz-Meta-Camelcase", "X-Amz-Meta-My-Key"],
            head.Headers.Select(header => header.Name).Where(name => name.StartsWith("x-amz-meta", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal));
    }

    /// <summary>Seen on lakeFS 1.84.</summary>
    [Theory]
    [InlineData("repositories//branches", 400, "parameter \\\"repository\\\" in path has an error: value is required but missing")]
    [InlineData("repositories/operated/branches//diff", 400, "parameter \\\"branch\\\" in path has an error: value is required but missing")]
    [InlineData("repositories/operated/refs//objects/ls", 400, "parameter \\\"ref\\\" in path has an error: value is required but missing")]
    [InlineData("repositories/operated/branches/", 404, "invalid API endpoint")]
    [InlineData("repositories/operated/tags/", 404, "invalid API endpoint")]
    public async Task An_empty_name_is_refused(string path, int status, string message) =>
        Assert.Equal((status, $$"""{"message":"{{message}}"}"""), await rest.SendAsync("GET", path));

    /// <summary>Seen on lakeFS 1.84.</summary>
    [Fact]
    public async Task Another_content_type_is_a_change()
    {
        foreach (string type in (string[])["text/plain", "text/csv"])
        {
            ByteArrayContent content = new("same"u8.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            Assert.Equal(201, (await rest.SendAsync("POST", "repositories/operated/branches/main/objects?path=t", content)).Status);
            Assert.Equal(201, (await rest.SendAsync("POST", "repositories/operated/branches/main/commits", new { message = type })).Status);
        }

        Assert.Equal(400, (await rest.SendAsync("POST", "repositories/operated/branches/main/commits", new { message = "none" })).Status);
        JsonElement changes = await rest.ReadAsync("repositories/operated/refs/main~1/diff/main");
        Assert.Equal("changed", changes.GetProperty("results")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task An_object_is_staged_by_the_address_of_another()
    {
        await rest.PutAsync("operated", "main", "a", "content");
        string address = (await rest.ReadAsync("repositories/operated/refs/main/objects/stat?path=a")).GetProperty("physical_address").GetString()!;
        object staged = new { physical_address = address, checksum = "9a0364b9e99bb480dd25e1f0284c8555", size_bytes = 7, content_type = "text/plain", metadata = new { k = "v" }, mtime = 1500000000 };
        Assert.Equal(201, (await rest.SendAsync("PUT", "repositories/operated/branches/main/objects?path=b", staged)).Status);
        Assert.Equal((200, "content"), await rest.SendAsync("GET", "repositories/operated/refs/main/objects?path=b"));
        JsonElement stat = await rest.ReadAsync("repositories/operated/refs/main/objects/stat?path=b");
        Assert.Equal(("text/plain", 1500000000), (stat.GetProperty("content_type").GetString(), stat.GetProperty("mtime").GetInt64()));

        (int status, string text) = await rest.SendAsync("PUT", "repositories/operated/branches/main/objects?path=c", new { physical_address = address + "x", checksum = "c", size_bytes = 7 });
        Assert.Equal(501, status);
        Assert.Contains("local gateway", text, StringComparison.Ordinal);
        Assert.Equal(400, (await rest.SendAsync("PUT", "repositories/operated/branches/main/objects?path=c", new { physical_address = "s3://b/k", checksum = "c", size_bytes = 7 })).Status);
    }

    private OutgoingRequest Signed(string method, (string Name, string Value)[] headers)
    {
        OutgoingRequest request = new() { Method = method, Path = "/operated/main/named", Body = method == "PUT" ? Encoding.UTF8.GetBytes("x") : null };
        request.Headers.Add(new HeaderField("Host", gateway.Url.Authority));
        request.Headers.AddRange(headers.Select(header => new HeaderField(header.Name, header.Value)));
        new RequestSigner(new KeyPair(gateway.AccessKeyId, gateway.SecretAccessKey), TimeProvider.System)
            .Sign(request, new RecordedAuthentication { Key = "valid", Signing = "sigv4-header", Payload = "sha256" });
        return request;
    }
}
