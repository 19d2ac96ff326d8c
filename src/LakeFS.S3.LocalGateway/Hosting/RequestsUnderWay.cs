using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>The requests that are not in the log yet.</summary>
internal sealed class RequestsUnderWay
{
    // A client that went away is noticed at once. A request that takes longer is one that its client still waits for.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<RequestUnderWay, bool> _requests = new();

    public void Add(RequestUnderWay request) => _requests.TryAdd(request, true);

    public void Remove(RequestUnderWay request) => _requests.TryRemove(request, out _);

    /// <summary>
    /// Waits a moment until those are in the log that were under way: their clients may have left without an answer. What a
    /// fault holds up is not waited for.
    /// </summary>
    public async Task SettleAsync()
    {
        Task[] logged = [.. _requests.Keys.Where(request => !request.IsHitByFault).Select(request => request.Logged)];
        Task all = Task.WhenAll(logged);
        await Task.WhenAny(all, Task.Delay(LongestWait)).ConfigureAwait(false);
    }
}
