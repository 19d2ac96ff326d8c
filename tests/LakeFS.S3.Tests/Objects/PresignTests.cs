using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>URLs that carry their signature.</summary>
public sealed class PresignTests
{
    [Theory]
    [InlineData(Transport.Http, "a")]
    [InlineData(Transport.Https, "a")]
    [InlineData(Transport.LegacyHttp, "in/a b+c%20?&#\u00e9.csv")]
    public async Task Anybody_can_read_and_write_by_them(Transport transport, string key)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        LakeObjects objects = new(gateway.Connection);
        byte[] content = Lake.Content(5000);
        using HttpClientHandler handler = new() { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using HttpClient client = new(handler);
        using ByteArrayContent body = new(content);

        Uri writing = new(await objects.PresignAsync(TestGateway.At(key), forWriting: true, TimeSpan.FromMinutes(5)));
        Uri reading = new(await objects.PresignAsync(TestGateway.At(key), forWriting: false, TimeSpan.FromMinutes(5)));
        using HttpResponseMessage written = await client.PutAsync(writing, body);

        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Equal(content, await client.GetByteArrayAsync(reading));
        Assert.Equal(content, await gateway.Connection.DownloadAsync(TestGateway.At(key)));
        using ByteArrayContent other = new([1]);
        using HttpResponseMessage refused = await client.PutAsync(reading, other);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task The_content_disposition_is_signed_with_them()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.Connection.UploadAsync(TestGateway.At("a"), [1]);
        LakeObjects objects = new(gateway.Connection);
        using HttpClient client = new();

        string url = await objects.PresignAsync(TestGateway.At("a"), forWriting: false, TimeSpan.FromMinutes(5), "attachment; filename=\"b c.csv\"");

        Assert.Contains("&response-content-disposition=attachment%3B%20filename%3D%22b%20c.csv%22&X-Amz-Signature=", url, StringComparison.Ordinal);
        Assert.Equal([1], await client.GetByteArrayAsync(new Uri(url)));
        using HttpResponseMessage refused = await client.GetAsync(new Uri(url.Replace("b%20c", "d", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_sent_to_make_one_and_the_secret_is_not_in_it()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        string url = await new LakeObjects(gateway.Connection).PresignAsync(TestGateway.At("a"), forWriting: false, TimeSpan.FromDays(7));

        Assert.StartsWith(gateway.Url.AbsoluteUri + "data-lake/main/a?", url, StringComparison.Ordinal);
        Assert.Contains("X-Amz-Algorithm=AWS4-HMAC-SHA256", url, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(gateway.Credential.SecretAccessKey), url, StringComparison.Ordinal);
        using HttpClient client = new();
        using HttpResponseMessage answer = await client.GetAsync(new Uri(url));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(["GetObject"], await gateway.StopAndTellOperationsAsync());
    }
}
