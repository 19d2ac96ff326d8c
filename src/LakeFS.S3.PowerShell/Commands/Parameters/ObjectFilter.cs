using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>The filter of -Include, -Exclude and -Shard: wildcards for keys below a prefix, or for paths in a folder.</summary>
internal sealed class ObjectFilter
{
    private readonly KeyWildcard[] _include;
    private readonly KeyWildcard[] _exclude;
    private readonly int _prefixLength;

    /// <summary>Parses the patterns.</summary>
    /// <param name="include">The patterns to include; null or empty for everything.</param>
    /// <param name="exclude">The patterns to exclude.</param>
    /// <param name="prefix">The prefix of the keys; the part up to its last slash is not matched.</param>
    /// <exception cref="LakeS3Exception"><c>LakePatternInvalid</c>.</exception>
    public ObjectFilter(IEnumerable<string>? include, IEnumerable<string>? exclude, string prefix = "")
    {
        _include = [.. (include ?? []).Select(KeyWildcard.Parse)];
        _exclude = [.. (exclude ?? []).Select(KeyWildcard.Parse)];
        _prefixLength = prefix.LastIndexOf('/') + 1;
    }

    /// <summary>The share of the keys to accept; null for all.</summary>
    public KeyShard? Shard { get; init; }

    /// <summary>What a path in a folder has to be preceded by to become a key; empty if keys are filtered.</summary>
    public string KeyPrefix { get; init; } = string.Empty;

    /// <summary>The patterns that no key can match, as given.</summary>
    public IEnumerable<string> Impossible => _include.Concat(_exclude).Where(pattern => pattern.IsImpossible).Select(pattern => pattern.Text);

    /// <summary>Whether a key is included, not excluded, and in the share.</summary>
    public bool Accepts(string key)
    {
        string below = key.Length < _prefixLength ? key : key.Substring(_prefixLength);
        return (_include.Length == 0 || _include.Any(pattern => pattern.Matches(below)))
            && !_exclude.Any(pattern => pattern.Matches(below))
            && Shard?.Contains(KeyPrefix + key) != false;
    }

    /// <summary>Whether any key in a folder may be accepted. The folder's key ends with a slash.</summary>
    public bool Enters(string folder) =>
        (_include.Length == 0 || _include.Any(pattern => pattern.MayMatchBelow(folder))) && !_exclude.Any(pattern => pattern.MatchesAllBelow(folder));
}
