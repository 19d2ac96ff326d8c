using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Listing;

/// <summary>
/// A prefix, or a key to start after, with a line feed. lakeFS 1.84 reads both up to the line feed and lists everything from
/// there (s3-line-feed #8 to #10): what was not asked for is dropped here, and folders are formed here.
/// </summary>
internal sealed class LineFeedPrefix
{
    private readonly ObjectAddress _prefix;
    private readonly ListOptions _options;
    private readonly string _shown;
    private string? _folder;

    private LineFeedPrefix(ObjectAddress prefix, ListOptions options)
    {
        _prefix = prefix;
        _options = options;
        _shown = ListedKey.Of(prefix.Key);
    }

    /// <summary>The prefix; null if it is an ordinary one.</summary>
    public static LineFeedPrefix? Of(ObjectAddress prefix, ListOptions options) =>
        prefix.S3Key.IndexOf('\n') >= 0 || options.StartAfter?.IndexOf('\n') >= 0 ? new LineFeedPrefix(prefix, options) : null;

    /// <summary>What was asked for of the next page.</summary>
    public IReadOnlyList<LakeEntry> Choose(IReadOnlyList<LakeEntry> page) => [.. page.Where(IsWanted).Select(Group).OfType<LakeEntry>()];

    private bool IsWanted(LakeEntry entry) =>
        entry.Key.StartsWith(_shown, StringComparison.Ordinal)
        && (_options.StartAfter is null || KeyOrder.Instance.Compare(entry.Key, _options.StartAfter) > 0);

    // The folder for its first object, and nothing for the others.
    private LakeEntry? Group(LakeEntry entry)
    {
        int end = string.IsNullOrEmpty(_options.Delimiter) ? -1 : entry.Key.IndexOf(_options.Delimiter!, _shown.Length, StringComparison.Ordinal);
        if (end < 0)
        {
            return entry;
        }

        string folder = entry.Key.Substring(0, end + _options.Delimiter!.Length);
        if (folder == _folder)
        {
            return null;
        }

        _folder = folder;
        return new LakePrefix(_prefix.WithKey(folder));
    }
}
