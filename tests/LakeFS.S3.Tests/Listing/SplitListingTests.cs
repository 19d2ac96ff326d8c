using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Listing;
using LakeFS.S3.Primitives;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Long lists whose pages are requested side by side.</summary>
public sealed class SplitListingTests
{
    private const int PageSize = 100;

    public static TheoryData<string, string[]> Trees => new()
    {
        { "folders of a fifth of a page", Tree(500, 20) },
        { "folders of a page and more", Tree(80, 130) },
        { "folders of many pages", Tree(8, 1500) },
        { "folders of all sizes", [.. Enumerable.Range(0, 60).SelectMany(folder => Enumerable.Range(0, 1 << (folder % 11)).Select(file => $"{folder:00}/{file:0000}"))] },
        { "folders in folders", [.. Enumerable.Range(0, 10_000).Select(i => $"{i / 2000}/{i / 200 % 10}/{i / 20 % 10:00}/{i:00000}")] },
        { "a folder in a folder in a folder", [.. Tree(500, 20).Select(key => "only/one/" + key)] },
        { "files among folders", [.. Tree(500, 20), .. Enumerable.Range(0, 500).Select(i => $"{i:000}.txt")] },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public async Task Takes_far_fewer_round_trips_and_hardly_more_requests_than_one_page_after_another(string what, string[] keys)
    {
        ModelKeyList list = new(keys, PageSize);

        List<string> read = await list.ReadAsync();

        Assert.Equal(list.Shown, read);
        int sequential = (keys.Length + PageSize - 1) / PageSize;
        Assert.True(list.MostUnderWay >= 4, $"{what}: {list.MostUnderWay} requests at a time");
        Assert.InRange(list.Pages.Count + list.FolderRequests, 1, sequential * 2);
    }

    [Theory]
    [MemberData(nameof(Trees))]
    public async Task Begins_where_a_server_that_knows_only_tokens_begins(string what, string[] keys)
    {
        ModelKeyList list = new(keys, PageSize) { IgnoresStart = true };

        Assert.Equal(list.Shown, await list.ReadAsync());
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task Keys_without_folders_are_listed_one_page_after_another()
    {
        ModelKeyList list = new(Enumerable.Range(0, 5000).Select(i => $"{i:0000}"), PageSize);

        Assert.Equal(list.Shown, await list.ReadAsync());

        Assert.Equal((50, 0, 1), (list.Pages.Count, list.FolderRequests, list.MostUnderWay));
    }

    [Fact]
    public async Task Folders_of_few_keys_are_listed_one_page_after_another()
    {
        ModelKeyList list = new(Tree(5000, 1), PageSize * 10);

        Assert.Equal(list.Shown, await list.ReadAsync());

        Assert.Equal((5, 0), (list.Pages.Count, list.FolderRequests));
    }

    [Theory]
    [InlineData(2 * PageSize, 2)]
    [InlineData((2 * PageSize) + 1, 4)]
    public async Task A_short_list_asks_for_no_folders(int keys, int requests)
    {
        ModelKeyList list = new(Tree(100, 20).Take(keys), PageSize);

        Assert.Equal(list.Shown, await list.ReadAsync());

        // Of what is longer than two pages, the folders are asked for with the third.
        Assert.Equal(requests, list.Pages.Count + list.FolderRequests);
    }

    [Fact]
    public async Task A_list_of_which_little_is_wanted_asks_for_no_folders()
    {
        ModelKeyList list = new(Tree(500, 20), PageSize);

        await list.ReadAsync(wanted: SplitListing.EntriesAhead);

        Assert.Equal(0, list.FolderRequests);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task No_more_requests_are_under_way_than_may_be(int maxConcurrency)
    {
        ModelKeyList list = new(Tree(500, 20), PageSize);

        Assert.Equal(list.Shown, await list.ReadAsync(maxConcurrency: maxConcurrency));

        Assert.InRange(list.MostUnderWay, 2, maxConcurrency);
    }

    [Fact]
    public async Task A_prefix_that_is_no_folder_is_divided_too()
    {
        ModelKeyList list = new([.. Tree(500, 20).Select(key => "part=" + key)], PageSize);

        Assert.Equal(list.Shown, await list.ReadAsync("pa"));

        Assert.InRange(list.MostUnderWay, 4, 10);
    }

    [Fact]
    public async Task Keys_that_a_list_shows_inexactly_are_neither_lost_nor_repeated_where_ranges_meet()
    {
        string[] odd = [.. Enumerable.Range(0, 500).SelectMany(folder => new[] { $"{folder:000}/\u0001", $"{folder:000}\u0001", $"{folder:000}\uffff" })];
        ModelKeyList list = new([.. Tree(500, 20), .. odd], PageSize);

        Assert.Equal(list.Shown, await list.ReadAsync());
    }

    [Fact]
    public async Task A_page_that_fails_ends_the_list_after_all_keys_before_it()
    {
        ModelKeyList list = new(Tree(500, 20), PageSize);
        await list.ReadAsync();
        string refused = list.Pages.Where(after => after.EndsWith('/')).ElementAt(40);
        list = new ModelKeyList(Tree(500, 20), PageSize) { RefusedAfter = refused };
        List<string> seen = [];

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (LakeEntry entry in Pages.ReadAsync(
                stop => new SplitListing(list, string.Empty, long.MaxValue, 256, () => true, stop), collect: null, CancellationToken.None))
            {
                seen.Add(entry.Key);
            }
        });

        Assert.Equal(list.Shown.Take(seen.Count), seen);
        Assert.InRange(seen.Count, 3 * PageSize, 9999);
    }

    [Fact]
    public async Task A_reader_that_stops_leaves_no_request_behind_and_not_too_much_read_ahead()
    {
        const int LongPage = 1000;
        ModelKeyList list = new(Tree(2000, 100), LongPage);
        IAsyncEnumerator<LakeEntry> entries = Pages.ReadAsync(
            stop => new SplitListing(list, string.Empty, long.MaxValue, 256, () => true, stop), collect: null, CancellationToken.None).GetAsyncEnumerator();
        for (int i = 0; i < 50 * LongPage; i++)
        {
            Assert.True(await entries.MoveNextAsync());
        }

        await entries.DisposeAsync();

        int requested = list.Pages.Count;
        Assert.InRange(requested * LongPage, 50 * LongPage, 120 * LongPage);
        await Task.Yield();
        Assert.Equal(requested, list.Pages.Count);
    }

    private static string[] Tree(int folders, int files) =>
        [.. Enumerable.Range(0, folders).SelectMany(folder => Enumerable.Range(0, files).Select(file => $"{folder:0000}/{file:0000}"))];
}
