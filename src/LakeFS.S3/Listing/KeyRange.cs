using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Listing;

/// <summary>
/// The part of a list after one key and up to another. The server only knows where it begins: it ends at the first key beyond.
/// </summary>
internal sealed class KeyRange
{
    private readonly Func<string?, CancellationToken, Task<Page<LakeEntry>>> _ask;
    private readonly CancellationToken _cancellationToken;
    private PageQueue<LakeEntry> _pages;
    private Task? _first;
    private Page<LakeEntry>? _beyond;
    private volatile bool _isClear = true;
    private volatile int _keys = -1;

    /// <param name="after">The key that it begins after; null for the beginning of the list.</param>
    /// <param name="through">The last key that it may have; null for the end of the list.</param>
    /// <param name="ask">Requests the pages from its beginning on, by token.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    public KeyRange(string? after, string? through, Func<string?, CancellationToken, Task<Page<LakeEntry>>> ask, CancellationToken cancellationToken)
    {
        After = after;
        Through = through;
        _ask = ask;
        _cancellationToken = cancellationToken;
        _pages = new PageQueue<LakeEntry>(async (token, stop) => Cut(await ask(token, stop).ConfigureAwait(false)), cancellationToken);
    }

    /// <summary>The key that it begins after; null for the beginning of the list.</summary>
    public string? After { get; }

    /// <summary>The last key that it may have; null for the end of the list.</summary>
    public string? Through { get; private set; }

    /// <summary>The folders that are known to begin in it, in order. It can be divided there until it is started.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The level of these folders; null if the range is the whole list.</summary>
    public SplitLevel? Level { get; init; }

    /// <summary>Whether a page was requested.</summary>
    public bool IsStarted => _first is not null;

    /// <summary>The number of pages ahead of the reader.</summary>
    public int Ahead => _pages.Count;

    /// <summary>Whether all that was requested has arrived, and there is more.</summary>
    public bool HasMore => _pages.Last is { Status: TaskStatus.RanToCompletion, Result.Next: not null };

    /// <summary>The number of its keys that have arrived; null before the first page.</summary>
    public int? Keys => _keys < 0 ? null : _keys;

    /// <summary>
    /// Whether its pages begin and end where they should, as far as they have arrived. Not if the server ignores where a list
    /// is to begin, or if an inexact key at the end hides on which side it belongs.
    /// </summary>
    public bool IsClear => _isClear;

    /// <summary>Waits until the first page has arrived or failed.</summary>
    public Task WaitForFirstAsync() => Task.WhenAny(_first!);

    /// <summary>Requests pages until this many are ahead of the reader.</summary>
    public void ReadAhead(int count)
    {
        _pages.ReadAhead(count);
        _first ??= _pages.Last;
    }

    /// <summary>Waits for the next page; null after the last.</summary>
    public Task<Page<LakeEntry>?> TakeAsync()
    {
        ReadAhead(1);
        return _pages.TakeAsync();
    }

    /// <summary>Waits for the page that was requested last; null if the range ends before it, or if a page failed.</summary>
    public async Task<Page<LakeEntry>?> GetLastAsync()
    {
        await Task.WhenAny(_pages.Last!).ConfigureAwait(false);
        return _pages.Last is { Status: TaskStatus.RanToCompletion, Result: { } last } ? last : null;
    }

    /// <summary>Lets it end earlier, at a key that no page has reached.</summary>
    public void EndAt(string through) => Through = through;

    /// <summary>Continues a range that has been read, to the end of the list.</summary>
    public void GoOn() => _pages = new PageQueue<LakeEntry>(
        (token, stop) => token is null ? Task.FromResult(_beyond ?? new Page<LakeEntry>([], next: null)) : _ask(token, stop), _cancellationToken);

    /// <summary>Waits for the requests that are under way, once they have been canceled.</summary>
    public Task EndAsync() => _pages.EndAsync();

    private Page<LakeEntry> Cut(Page<LakeEntry> page)
    {
        IReadOnlyList<LakeEntry> entries = page.Entries;
        if (entries.Count == 0)
        {
            return page;
        }

        if (After is not null && Compare(entries[0].Key, After) <= 0)
        {
            _isClear = false;
        }

        int end = entries.Count;
        if (Through is string through && (page.Next is null || !(Compare(entries[end - 1].Key, through) <= 0)))
        {
            end = entries.TakeWhile(entry => !(Compare(entry.Key, through) > 0)).Count();
            _isClear &= end == 0 || Compare(entries[end - 1].Key, through) <= 0;
        }

        _keys = Math.Max(_keys, 0) + end;
        if (end == entries.Count)
        {
            return page;
        }

        _beyond = new Page<LakeEntry>([.. entries.Skip(end)], page.Next);
        return new Page<LakeEntry>([.. entries.Take(end)], next: null);
    }

    // Null where the replacement character hides the order.
    private static int? Compare(string listed, string key)
    {
        int hidden = listed.IndexOf('\uFFFD');
        return hidden >= 0 && hidden < key.Length && string.CompareOrdinal(listed, 0, key, 0, hidden) == 0
            ? null
            : KeyOrder.Instance.Compare(listed, key);
    }
}
