using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Wildcards over keys: a pattern with a slash is matched against the whole key, one without against its last part.</summary>
internal sealed class ObjectFilter
{
    private readonly Pattern[] _include;
    private readonly Pattern[] _exclude;

    public ObjectFilter(IEnumerable<string>? include, IEnumerable<string>? exclude)
    {
        _include = [.. (include ?? []).Select(text => new Pattern(text))];
        _exclude = [.. (exclude ?? []).Select(text => new Pattern(text))];
    }

    /// <summary>Whether a key is included and not excluded.</summary>
    public bool Accepts(string key) =>
        (_include.Length == 0 || _include.Any(pattern => pattern.Matches(key))) && !_exclude.Any(pattern => pattern.Matches(key));

    private sealed class Pattern
    {
        private readonly WildcardPattern _wildcard;
        private readonly bool _wholeKey;

        public Pattern(string text)
        {
            // Keys are case-sensitive, and so are patterns over them.
            _wildcard = WildcardPattern.Get(text, WildcardOptions.None);
            _wholeKey = text.IndexOf('/') >= 0;
        }

        public bool Matches(string key)
        {
            string name = key.TrimEnd('/');
            return _wildcard.IsMatch(_wholeKey ? key : name.Substring(name.LastIndexOf('/') + 1));
        }
    }
}
