using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Keys and metadata that URLs, headers and signatures have to carry unchanged.</summary>
public sealed class OddKeysTests
{
    private static readonly string[] Keys =
    [
        "..", "../x", "a/../b", "./a", "a/.", "a//b", "/a", "a/", "a+b", "a%2Fb", "%", "%%41", "a b ", " a", "a?b#c&d=e;f", "a\\b", "~!*'()@$,:[]|^`{}<>\"",
        "caf\u00e9", "cafe\u0301", "\U0001F30A/\U0001F41F", "tab\there", new string('k', 900),
    ];

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    [InlineData(Transport.LegacyHttp)]
    public async Task Come_back_as_they_went(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        using TemporaryFolder folder = new();

        foreach (string key in Keys)
        {
            await gateway.Connection.UploadAsync(TestGateway.At(key), Encoding.UTF8.GetBytes("stream " + key));
            Assert.Equal("stream " + key, Encoding.UTF8.GetString(await gateway.Connection.DownloadAsync(TestGateway.At(key))));
            File.WriteAllText(folder.File("a"), "file " + key);
            await gateway.Connection.UploadFileAsync(TestGateway.At(key), folder.File("a"));
            await gateway.Connection.DownloadFileAsync(TestGateway.At(key), folder.File("b"));
            Assert.Equal("file " + key, File.ReadAllText(folder.File("b")));
        }

        List<LakeEntry> listed = await gateway.Connection.ListAsync(TestGateway.At(string.Empty));
        Assert.Equal(Keys.Where(key => key != "tab\there").Order(System.StringComparer.Ordinal), listed
            .Cast<LakeObject>().Select(entry => entry.Key).Where(key => !key.StartsWith("tab", System.StringComparison.Ordinal)).Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public async Task Go_in_parts_too()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory);
        ObjectAddress address = TestGateway.At("../\u00fc//x+y %2F&partNumber=7");
        byte[] content = Lake.Content((16 * 1024 * 1024) + 1);
        using UnseekableStream stream = new(new MemoryStream(content));

        await new LakeTransfers(gateway.Connection).UploadAsync(new UploadRequest(address), stream, null, CancellationToken.None);

        Lake.AssertSame(content, await gateway.Connection.DownloadAsync(address));
    }

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task Metadata_is_signed_as_it_is_sent(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        Hashtable metadata = new()
        {
            ["Mixed-Case"] = "a  b   c",
            ["umlaut"] = "gr\u00fcn \U0001F30A",
            ["quoted"] = "\"a, b\"; c=d",
            ["empty"] = string.Empty,
        };
        using MemoryStream content = new([1]);

        await new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(TestGateway.At("a")) { Metadata = metadata, ContentType = "text/plain; charset=\"utf-8\"" }, content, null, CancellationToken.None);

        LakeObjectMetadata found = await gateway.Connection.HeadAsync(TestGateway.At("a"));
        Assert.Equal("text/plain; charset=\"utf-8\"", found.ContentType);
        foreach (DictionaryEntry pair in metadata)
        {
            Assert.Equal(pair.Value, found.Metadata[((string)pair.Key).ToLowerInvariant()] ?? string.Empty);
        }
    }
}
