using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Listing;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Tests;

/// <summary>A list of keys in memory that pages like lakeFS does, with a page size of its own.</summary>
internal sealed class ModelKeyList(IEnumerable<string> keys, int pageSize) : IKeyList
{
    private readonly SortedSet<string> _keys = new(keys, Comparer<string>.Create(CompareBytes));
    private readonly ConcurrentQueue<string> _pages = [];
    private int _underWay;
    private int _mostUnderWay;
    private int _folderRequests;

    /// <summary>Whether only tokens say where a page begins.</summary>
    public bool IgnoresStart { get; init; }

    /// <summary>The key after which the page is refused.</summary>
    public string? RefusedAfter { get; init; }

    /// <summary>Waited for before each page.</summary>
    public Func<Task> BeforePage { get; set; } = () => Task.Delay(1);

    /// <summary>What every page began after, in the order of the requests.</summary>
    public IReadOnlyCollection<string> Pages => _pages;

    public int FolderRequests => _folderRequests;

    public int MostUnderWay => _mostUnderWay;

    /// <summary>The keys, as a list shows them.</summary>
    public IReadOnlyList<string> Shown => [.. _keys.Select(ListedKey.Of)];

    /// <summary>Changes the keys between two requests.</summary>
    public void Change(Action<ISet<string>> change)
    {
        lock (_keys)
        {
            change(_keys);
        }
    }

    /// <summary>Reads all of it, some pages side by side.</summary>
    public async Task<List<string>> ReadAsync(string prefix = "", long wanted = long.MaxValue, int maxConcurrency = 256)
    {
        List<string> read = [];
        await foreach (LakeEntry entry in Primitives.Pages.ReadAsync(
            stop => new SplitListing(this, prefix, wanted, maxConcurrency, () => true, stop), collect: null, CancellationToken.None))
        {
            read.Add(entry.Key);
        }

        return read;
    }

    public Func<string?, CancellationToken, Task<Page<LakeEntry>>> PagesAfter(string? key) =>
        (token, stop) => AskAsync(token ?? (IgnoresStart ? null : key) ?? string.Empty, stop);

    public Task<IReadOnlyList<string>> GetFoldersAsync(string folder, string after, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _folderRequests);
        lock (_keys)
        {
            return Task.FromResult<IReadOnlyList<string>>(
            [
                .. _keys.Where(key => key.StartsWith(folder, StringComparison.Ordinal) && CompareBytes(key, after) > 0 && key.IndexOf('/', folder.Length) >= 0)
                    .Select(key => key[..(key.IndexOf('/', folder.Length) + 1)])
                    .Distinct()
                    .Where(found => CompareBytes(found, after) > 0 && IsExact(found))
                    .Take(1000),
            ]);
        }
    }

    private static int CompareBytes(string x, string y) => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y));

    private async Task<Page<LakeEntry>> AskAsync(string after, CancellationToken cancellationToken)
    {
        _pages.Enqueue(after);
        InterlockedMax(Interlocked.Increment(ref _underWay));
        try
        {
            await BeforePage().WaitAsync(cancellationToken);
            return after == RefusedAfter ? throw new InvalidOperationException(after) : PageOf(after);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private Page<LakeEntry> PageOf(string after)
    {
        lock (_keys)
        {
            string[] left = [.. _keys.GetViewBetween(after, "\U0010FFFF").Where(key => key != after)];
            int end = left.Length;
            if (left.Length > pageSize)
            {
                // A page ends with a key that a token can name.
                end = Array.FindLastIndex(left, pageSize - 1, IsExact) + 1;
                end = end > 0 ? end : Array.FindIndex(left, IsExact) + 1;
                end = end > 0 ? end : left.Length;
            }

            return new Page<LakeEntry>(
                [.. left[..end].Select(key => new LakeObject(TestGateway.At(ListedKey.Of(key)), 1, lastModified: null, "etag", storageClass: null))],
                end < left.Length ? left[end - 1] : null);
        }
    }

    private static bool IsExact(string key) => ResumePoint.IsExact(ListedKey.Of(key));

    private void InterlockedMax(int underWay)
    {
        for (int most = _mostUnderWay; underWay > most; most = _mostUnderWay)
        {
            Interlocked.CompareExchange(ref _mostUnderWay, underWay, most);
        }
    }
}
