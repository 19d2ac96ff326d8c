using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Listing;

/// <summary>
/// The pages of a long list, several of them requested side by side. A list by token takes one round trip per page. After some
/// pages, the names of folders ahead show where the rest can be divided: into ranges of keys that are about one page each. They
/// cover all keys between them, so nothing is lost or repeated, whatever the folders hold by then.
/// </summary>
internal sealed class SplitListing : IPageSource<LakeEntry>
{
    /// <summary>The number of entries that may be ahead of the reader: at 150 ms, as many as it can take.</summary>
    public const int EntriesAhead = 15_000;

    private const int MaxRangesAhead = 8;
    private const int MaxLevels = 4;
    private const int PagesBeforeSplit = 2;
    private const int PagesBeforeSplitOfRange = 4;

    // Folders that stand for fewer pages are not worth it if those of a higher level stand for more.
    private const int PagesPerSplit = 4;

    // A range that is a little longer than a page takes two requests.
    private const double FilledPart = 0.8;

    private readonly IKeyList _list;
    private readonly string _prefix;
    private readonly int _maxRanges;
    private readonly Func<bool> _isFar;
    private readonly CancellationToken _cancellationToken;
    private readonly LinkedList<KeyRange> _ranges;
    private readonly List<KeyRange> _dropped = [];
    private Task<(SplitLevel Level, IReadOnlyList<string> Folders)>? _folders;
    private long _left;
    private int _pageSize = 1;
    private int _taken;
    private int _nextSplit = PagesBeforeSplit;
    private bool _isDivisible = true;

    /// <param name="list">The list.</param>
    /// <param name="prefix">The prefix of its keys.</param>
    /// <param name="wanted">How many entries are wanted of it.</param>
    /// <param name="maxConcurrency">How many requests may be under way.</param>
    /// <param name="isFar">Whether the round trip to the server makes it worth it.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    public SplitListing(IKeyList list, string prefix, long wanted, int maxConcurrency, Func<bool> isFar, CancellationToken cancellationToken)
    {
        _list = list;
        _prefix = prefix;
        _left = wanted;
        _maxRanges = Math.Min(MaxRangesAhead, maxConcurrency - 1);
        _isFar = isFar;
        _cancellationToken = cancellationToken;
        _ranges = new LinkedList<KeyRange>([RangeOf(after: null, through: null, level: null, [])]);
    }

    private KeyRange Front => _ranges.First!.Value;

    public void ReadAhead(int count)
    {
        // What is requested before the list is divided belongs to its first range.
        Front.ReadAhead(_folders is null ? count : 1);
        StartRanges();
    }

    public async Task<Page<LakeEntry>?> TakeAsync()
    {
        if (_folders is not null)
        {
            (SplitLevel level, IReadOnlyList<string> folders) = await _folders.ConfigureAwait(false);
            _folders = null;
            await DivideAsync(level, folders).ConfigureAwait(false);
        }

        while (true)
        {
            Page<LakeEntry>? page = await Front.TakeAsync().ConfigureAwait(false);
            if (page is not null)
            {
                Note(page);
                return page;
            }

            if (_ranges.Count == 1)
            {
                return null;
            }

            await AdvanceAsync().ConfigureAwait(false);
        }
    }

    public Task EndAsync() => Task.WhenAll(
        [.. _ranges.Concat(_dropped).Select(range => range.EndAsync()), _folders is null ? Task.CompletedTask : Task.WhenAny(_folders)]);

    private KeyRange RangeOf(string? after, string? through, SplitLevel? level, IEnumerable<string> folders) =>
        new(after, through, _list.PagesAfter(after), _cancellationToken) { Level = level, Folders = [.. folders] };

    // Asks for the folders ahead if the list turns out to be long.
    private void Note(Page<LakeEntry> page)
    {
        _taken++;
        _left -= page.Entries.Count;
        _pageSize = Math.Max(_pageSize, page.Entries.Count);
        bool hasRoom = _left > EntriesAhead && (long)_ranges.Sum(range => range.Ahead) * _pageSize < 2 * EntriesAhead;
        if (!_isDivisible || !hasRoom || _taken < _nextSplit || page.Next is null || page.Entries.Count == 0 || !_isFar())
        {
            return;
        }

        _nextSplit *= 2;
        SplitLevel[] levels = [.. SplitLevel.At(_prefix, page.Entries).Take(Math.Min(MaxLevels, _maxRanges))];
        if (levels.Length > 0)
        {
            _folders = FindFoldersAsync(levels, page.Entries[page.Entries.Count - 1].Key);
        }
    }

    private async Task<(SplitLevel Level, IReadOnlyList<string> Folders)> FindFoldersAsync(SplitLevel[] levels, string after)
    {
        IReadOnlyList<string>[] folders = await Task.WhenAll(
            levels.Select(level => _list.GetFoldersAsync(level.Folder, after, _cancellationToken))).ConfigureAwait(false);
        double[] keys = [.. levels.Select((level, i) => folders[i].Count * level.KeysPerFolder)];
        int best = Array.FindIndex(keys, ahead => ahead >= PagesPerSplit * _pageSize);
        best = best < 0 ? Array.IndexOf(keys, keys.Max()) : best;
        return (levels[best], folders[best]);
    }

    private async Task DivideAsync(SplitLevel level, IReadOnlyList<string> folders)
    {
        Page<LakeEntry>? last = await Front.GetLastAsync().ConfigureAwait(false);
        if (last?.Next is null || last.Entries.Count == 0 || !ResumePoint.IsExact(last.Entries[last.Entries.Count - 1].Key))
        {
            return;
        }

        string reached = last.Entries[last.Entries.Count - 1].Key;
        string[] ahead =
        [
            .. folders.Where(folder => KeyOrder.Instance.Compare(folder, reached) > 0
                && (Front.Through is null || KeyOrder.Instance.Compare(folder, Front.Through) < 0)),
        ];
        if (ahead.Length > 0)
        {
            int count = Math.Min(CountFoldersPerPage(level), ahead.Length);
            _ranges.AddAfter(_ranges.First!, RangeOf(ahead[count - 1], Front.Through, level, ahead.Skip(count)));
            Front.EndAt(ahead[count - 1]);
        }
    }

    private async Task AdvanceAsync()
    {
        KeyRange done = Front;
        LinkedListNode<KeyRange> next = _ranges.First!.Next!;
        if (!next.Value.IsStarted)
        {
            next = Start(next);
        }

        await next.Value.WaitForFirstAsync().ConfigureAwait(false);
        if (done.IsClear && next.Value.IsClear)
        {
            _ranges.RemoveFirst();
            _taken = 0;
            _nextSplit = PagesBeforeSplitOfRange;
            StartRanges();
            return;
        }

        // Then only tokens can be relied on.
        _isDivisible = false;
        _dropped.AddRange(_ranges.Skip(1));
        _ranges.Clear();
        _ranges.AddFirst(done);
        done.GoOn();
    }

    private void StartRanges()
    {
        int room = EntriesAhead / _pageSize;
        int ranges = 0;
        for (LinkedListNode<KeyRange>? node = _ranges.First!.Next; node is not null && room > 0 && ranges < _maxRanges; node = node.Next)
        {
            node = node.Value.IsStarted ? node : Start(node);
            room -= node.Value.Ahead;
            ranges++;
        }

        // The first ones that are longer than a page get the rest.
        foreach (KeyRange range in _ranges.Skip(1).Take(_maxRanges).Where(range => range.HasMore).Take(Math.Max(room, 0)))
        {
            range.ReadAhead(range.Ahead + 1);
        }
    }

    // Starts a range that is about a page long, and leaves the rest of it for later.
    private LinkedListNode<KeyRange> Start(LinkedListNode<KeyRange> node)
    {
        KeyRange range = node.Value;
        int count = CountFoldersPerPage(range.Level!);
        if (range.Folders.Count >= count)
        {
            string end = range.Folders[count - 1];
            node.Value = RangeOf(end, range.Through, range.Level, range.Folders.Skip(count));
            node = _ranges.AddBefore(node, RangeOf(range.After, end, range.Level, range.Folders.Take(count)));
        }

        node.Value.ReadAhead(1);
        return node;
    }

    // What has arrived shows how many keys a folder has by now.
    private int CountFoldersPerPage(SplitLevel level)
    {
        KeyRange[] arrived = [.. _ranges.Where(range => ReferenceEquals(range.Level, level) && range.Folders.Count > 0 && range.Keys is not null)];
        if (arrived.Length > 0)
        {
            level.KeysPerFolder = Math.Max(1, (double)arrived.Sum(range => range.Keys ?? 0) / arrived.Sum(range => range.Folders.Count));
        }

        return Math.Max(1, (int)(FilledPart * _pageSize / level.KeysPerFolder));
    }
}
