using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>
/// Keys that a list shows inexactly, or that lakeFS reads only in part: line feeds and control characters. lakeFS reads
/// prefixes, keys to start after, and tokens up to a line feed (s3-line-feed #8 to #12).
/// </summary>
public sealed class InexactKeyTests
{
    private static readonly string[] Keys = ["a", "a\nb", "a\nb/x", "a\nb/y/z", "a\nc", "ab", "b"];

    [Theory]
    [InlineData("a\nb", null, null, "a\nb|a\nb/x|a\nb/y/z")]
    [InlineData("a\nb/", null, null, "a\nb/x|a\nb/y/z")]
    [InlineData("a\nb", "/", null, "a\nb|a\nb/")]
    [InlineData("a\nb/", "/", null, "a\nb/x|a\nb/y/")]
    [InlineData("a", null, "a\nb/x", "a\nb/y/z|a\nc|ab")]
    [InlineData("a", null, "a\nb", "a\nb/x|a\nb/y/z|a\nc|ab")]
    [InlineData("a\u0001\nb", null, null, "")]
    public async Task A_prefix_with_a_line_feed_lists_what_begins_with_it(string prefix, string? delimiter, string? after, string expected)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Keys);

        List<string> listed = await ListAsync(gateway, prefix, new ListOptions { Delimiter = delimiter, StartAfter = after });

        Assert.Equal(expected, string.Join('|', listed));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\u0001")]
    public async Task Pages_that_end_with_one_skip_and_repeat_nothing(string odd)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        // The first page ends in the middle of the odd ones, with a thousand entries.
        string[] keys = [.. Enumerable.Range(0, 2500).Select(i => i is > 900 and < 1100 ? $"k/0900{odd}{i:0000}" : $"k/{i:0000}")];
        await gateway.SeedAsync(keys);

        List<string> listed = await ListAsync(gateway, "k/", new ListOptions());

        Assert.Equal(keys.Select(key => key.Replace('\u0001', '\uFFFD')).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_of_nothing_else_is_an_error()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync([.. Enumerable.Range(0, 1200).Select(i => $"k/\n{i:0000}")]);

        await Lake.FailsAsync("LakeServerError", () => ListAsync(gateway, "k/", new ListOptions()));
    }

    private static async Task<List<string>> ListAsync(TestGateway gateway, string prefix, ListOptions options)
    {
        List<string> keys = [];
        await foreach (LakeEntry entry in new LakeObjects(gateway.Connection).ListAsync(TestGateway.At(prefix), options, CancellationToken.None))
        {
            keys.Add(entry.Key);
        }

        return keys;
    }
}
