using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>User metadata and content types on their way to a server and back.</summary>
public sealed class MetadataTests
{
    private static readonly ObjectAddress Address = TestGateway.At("a.csv");

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    [InlineData(Transport.LegacyHttps)]
    public async Task Comes_back_as_it_went(Transport transport)
    {
        Dictionary<string, string> metadata = new()
        {
            ["color"] = "blue",
            ["empty"] = "",
            ["inner"] = "a   b",
            ["outer"] = "  gr\u00fcn ",
            ["umlaut"] = "gr\u00fcn \u65e5\u672c \U0001F600",
            ["long"] = string.Concat(Enumerable.Repeat("\u00fc", 60)),
            ["percent"] = "gr%C3%BCn+x",
            ["marks"] = "\"a\\b\"; c=d, e",
            ["a.b_c~d'e+f!#$%&*^`|"] = "token",
            ["-x"] = "1",
        };
        await using TestGateway gateway = await TestGateway.StartAsync(transport);

        await WriteAsync(gateway.Connection, metadata);
        LakeObjectMetadata found = await gateway.Connection.HeadAsync(Address);

        Assert.Equal(
            metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            found.Metadata.Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, string>((string)entry.Key, (string)entry.Value!))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(("text/csv", 3, "bytes"), (found.ContentType, found.Size, found.AcceptRanges));
        Assert.False(string.IsNullOrEmpty(found.RequestId));
    }

    [Fact]
    public async Task Any_text_comes_back()
    {
        Random random = new(4711);
        await using TestGateway gateway = await TestGateway.StartAsync();
        for (int i = 0; i < 50; i++)
        {
            string value = string.Concat(Enumerable.Range(0, random.Next(1, 100)).Select(_ => (char)random.Next(' ', 0x3000)).Where(c => !char.IsControl(c)));

            await WriteAsync(gateway.Connection, new Hashtable { ["v"] = value });

            Assert.Equal(value, (await gateway.Connection.HeadAsync(Address)).Metadata["v"]);
        }
    }

    [Fact]
    public async Task Names_lose_their_case_and_are_found_in_any()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await WriteAsync(gateway.Connection, new Hashtable { ["Size-Class"] = "Large" });
        Hashtable found = (await gateway.Connection.HeadAsync(Address)).Metadata;

        Assert.Equal("size-class", Assert.Single(found.Keys.Cast<string>()));
        Assert.Equal("Large", found["SIZE-CLASS"]);
    }

    [Theory]
    [InlineData("", "x", "LakeMetadataNameInvalid")]
    [InlineData("a b", "x", "LakeMetadataNameInvalid")]
    [InlineData("a:b", "x", "LakeMetadataNameInvalid")]
    [InlineData("a(b)", "x", "LakeMetadataNameInvalid")]
    [InlineData("\u00fc", "x", "LakeMetadataNameInvalid")]
    [InlineData("a\r\nEvil", "x", "LakeMetadataNameInvalid")]
    [InlineData("a", "x\r\nEvil: 1", "LakeMetadataValueInvalid")]
    [InlineData("a", "x\0", "LakeMetadataValueInvalid")]
    [InlineData("a", "x\ty", "LakeMetadataValueInvalid")]
    public async Task What_no_header_can_carry_is_refused_before_it_is_sent(string name, string value, string errorId)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await Lake.FailsAsync(errorId, () => WriteAsync(gateway.Connection, new Hashtable { [name] = value }));

        Assert.Empty(await gateway.StopAsync());
    }

    [Fact]
    public async Task A_list_has_no_text_and_is_refused()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await Lake.FailsAsync("LakeMetadataValueInvalid", () => WriteAsync(gateway.Connection, new Hashtable { ["a"] = new List<string> { "b", "c" } }));

        Assert.Empty(await gateway.StopAsync());
    }

    [Fact]
    public async Task A_name_that_stands_there_twice_is_refused()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await Lake.FailsAsync(
            "LakeMetadataNameInvalid", () => WriteAsync(gateway.Connection, new Dictionary<string, string> { ["Color"] = "a", ["color"] = "b" }));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('\u00fc')]
    public async Task The_limit_is_2048_bytes_of_names_and_values(char letter)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string longest = new(letter, 2044 / Encoding.UTF8.GetByteCount([letter]));

        await WriteAsync(gateway.Connection, new Hashtable { ["name"] = longest });
        Assert.Equal(longest, (await gateway.Connection.HeadAsync(Address)).Metadata["name"]);
        LakeS3Exception error = await Lake.FailsAsync(
            "LakeMetadataTooLarge", () => WriteAsync(gateway.Connection, new Hashtable { ["name"] = longest + "a" }));

        Assert.Contains("2049 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(["PutObject", "HeadObject"], await gateway.StopAndTellOperationsAsync());
    }

    [Theory]
    [InlineData("a.parquet", "application/vnd.apache.parquet")]
    [InlineData("a.CSV", "text/csv")]
    [InlineData("a.b.json", "application/json")]
    [InlineData("folder.csv/a", "application/octet-stream")]
    [InlineData("a.unknown-extension", "application/octet-stream")]
    [InlineData("a.png", "image/png")]
    public async Task The_content_type_goes_by_the_extension(string key, string type)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await gateway.Connection.UploadAsync(TestGateway.At(key), [1]);

        Assert.Equal(type, (await gateway.Connection.HeadAsync(TestGateway.At(key))).ContentType);
    }

    private static async Task WriteAsync(LakeS3Connection connection, IDictionary metadata)
    {
        using MemoryStream content = new([1, 2, 3]);
        await new LakeTransfers(connection).UploadAsync(
            new UploadRequest(Address) { Metadata = metadata }, content, null, CancellationToken.None);
    }
}
