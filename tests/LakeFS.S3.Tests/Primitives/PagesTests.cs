using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Lists collect memory only where that was asked for.</summary>
public sealed class PagesTests
{
    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(9, 2)]
    public async Task Memory_is_collected_after_every_few_pages(int pages, int collections)
    {
        int collected = 0;

        Assert.Equal(pages, await CountAsync(Pages.ReadAsync((after, _) => PageAsync(after, pages), () => collected++, CancellationToken.None)));

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
    public async Task From_the_second_page_on_the_next_is_requested_as_soon_as_one_has_arrived()
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
        Assert.Equal([1, 1, 2, 2, 3, 3, 3, 3, 4, 4], requestedAt);
    }

    private static Task<Page<int>> PageAsync(string? after, int pages)
    {
        int number = after is null ? 1 : int.Parse(after, CultureInfo.InvariantCulture) + 1;
        return Task.FromResult(new Page<int>([number], number == pages ? null : number.ToString(CultureInfo.InvariantCulture)));
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
