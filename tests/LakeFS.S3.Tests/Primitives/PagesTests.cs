using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Lists collect memory only where that was asked for.</summary>
public sealed class PagesTests
{
    [Theory]
    [InlineData(3, 1000, 0)]
    [InlineData(4, 1000, 1)]
    [InlineData(9, 1000, 2)]
    [InlineData(1, 5000, 0)]
    [InlineData(2, 5000, 1)]
    [InlineData(5, 5000, 2)]
    [InlineData(9, 1, 0)]
    public async Task Memory_is_collected_after_every_few_pages_and_many_entries(int pages, int entries, int collections)
    {
        int collected = 0;

        Assert.Equal(pages * entries, await CountAsync(Pages.ReadAsync((after, _) => PageAsync(after, pages, entries), () => collected++, CancellationToken.None)));

        Assert.Equal(collections, collected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_connection_collects_memory_where_it_is_asked_to(bool asked)
    {
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = "http://localhost",
            Credential = new LakeCredential("AKIAIOSFODNN7EXAMPLE", "secret", "the test"),
            CollectsMemoryInLists = asked,
        });

        Assert.Equal(asked, connection.CollectMemory is not null);
    }

    [Fact]
    public async Task No_memory_is_collected_where_that_was_not_asked_for() =>
        Assert.Equal(9, await CountAsync(Pages.ReadAsync((after, _) => PageAsync(after, 9), collect: null, CancellationToken.None)));

    [Fact]
    public async Task From_the_second_page_on_two_pages_are_ahead_of_the_reader()
    {
        int requested = 0;
        IAsyncEnumerator<int> entries = Pages.ReadAsync(
            (after, _) => Task.FromResult(new Page<int>([1, 2, 3, 4], (++requested).ToString(CultureInfo.InvariantCulture))),
            collect: null,
            CancellationToken.None).GetAsyncEnumerator();

        int[] requestedAt = new int[10];
        for (int taken = 0; taken < requestedAt.Length; taken++)
        {
            Assert.True(await entries.MoveNextAsync());
            requestedAt[taken] = requested;
        }

        await entries.DisposeAsync();
        Assert.Equal([1, 1, 2, 2, 4, 4, 4, 4, 5, 5], requestedAt);
    }

    [Fact]
    public async Task A_page_ahead_is_requested_when_the_one_before_it_arrives_whatever_the_reader_does()
    {
        TaskCompletionSource<Page<int>> third = new();
        TaskCompletionSource asked = new();
        IAsyncEnumerator<int> entries = Pages.ReadAsync(
            (after, _) =>
            {
                if (after == "3")
                {
                    asked.SetResult();
                }

                return after == "2" ? third.Task : PageAsync(after, pages: 4);
            },
            collect: null,
            CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await entries.MoveNextAsync());
        Assert.True(await entries.MoveNextAsync());
        Assert.False(asked.Task.IsCompleted);

        third.SetResult(new Page<int>([3], "3"));

        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, entries.Current);
        await entries.DisposeAsync();
    }

    [Fact]
    public async Task A_page_that_fails_ends_the_list_after_those_before_it()
    {
        List<int> seen = [];
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (int entry in Pages.ReadAsync(
                (after, _) => after == "3" ? Task.FromException<Page<int>>(new InvalidOperationException()) : PageAsync(after, pages: 9),
                collect: null,
                CancellationToken.None))
            {
                seen.Add(entry);
            }
        });

        Assert.Equal([1, 2, 3], seen);
    }

    private static Task<Page<int>> PageAsync(string? after, int pages, int entries = 1)
    {
        int number = after is null ? 1 : int.Parse(after, CultureInfo.InvariantCulture) + 1;
        return Task.FromResult(new Page<int>([.. Enumerable.Repeat(number, entries)], number == pages ? null : number.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<int> CountAsync(IAsyncEnumerable<int> entries)
    {
        int count = 0;
        await foreach (int _ in entries)
        {
            count++;
        }

        return count;
    }
}
