using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.Transfers.Common;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The slots for requests follow their limit.</summary>
public sealed class RequestSlotsTests
{
    private const int Limit = 10;

    private readonly NetworkObservations _network = new(isTls: false);

    [Fact]
    public async Task No_more_are_given_out_than_the_limit_allows_and_those_that_wait_come_in_turn()
    {
        RequestSlots slots = Slots();
        IDisposable[] held = await HoldAsync(slots, Limit);
        Task<IDisposable> first = slots.EnterAsync(CancellationToken.None);
        Task<IDisposable> second = slots.EnterAsync(CancellationToken.None);
        Assert.False(first.IsCompleted);

        held[0].Dispose();
        await first;

        Assert.False(second.IsCompleted);
        held[1].Dispose();
        await second;
    }

    [Fact]
    public async Task After_a_setback_slots_that_are_returned_are_kept_back()
    {
        RequestSlots slots = Slots();
        IDisposable[] held = await HoldAsync(slots, Limit);
        _network.AddSetback();

        // 10 become 7: the first three that are returned are not given out again.
        Task<IDisposable> next = slots.EnterAsync(CancellationToken.None);
        foreach (IDisposable slot in held.Take(3))
        {
            slot.Dispose();
            Assert.False(next.IsCompleted);
        }

        held[3].Dispose();
        await next;
        Assert.Equal(7, slots.Count);
    }

    [Fact]
    public async Task A_slot_that_was_waited_for_in_vain_is_not_lost()
    {
        using CancellationTokenSource stop = new();
        RequestSlots slots = Slots(all: 1);
        IDisposable only = await slots.EnterAsync(CancellationToken.None);
        Task<IDisposable>[] waiting = [.. Enumerable.Range(0, 2 * Limit).Select(_ => slots.EnterAsync(stop.Token))];

        stop.Cancel();
        foreach (Task<IDisposable> one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        only.Dispose();
        (await slots.EnterAsync(CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task Returning_one_twice_counts_once()
    {
        RequestSlots slots = Slots();
        IDisposable[] held = await HoldAsync(slots, Limit);

        held[0].Dispose();
        held[0].Dispose();
        await slots.EnterAsync(CancellationToken.None);

        Assert.False(slots.EnterAsync(CancellationToken.None).IsCompleted);
    }

    private RequestSlots Slots(int all = 100) => new(_network, new ConcurrencyLimit(Limit, roundTrip: null), new SemaphoreSlim(all));

    private static async Task<IDisposable[]> HoldAsync(RequestSlots slots, int count)
    {
        List<IDisposable> held = [];
        for (int i = 0; i < count; i++)
        {
            held.Add(await slots.EnterAsync(CancellationToken.None));
        }

        return [.. held];
    }
}
