using System;
using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.Requests;

/// <summary>The parameters of a query, decoded, in order. Names are case-sensitive.</summary>
internal sealed class QueryParameters
{
    private readonly List<KeyValuePair<string, string>> _items = [];

    /// <summary>Parses what follows the question mark; pairs with a malformed escape are left out.</summary>
    public QueryParameters(string query)
    {
        foreach (Range range in query.AsSpan().Split('&'))
        {
            ReadOnlySpan<char> pair = query.AsSpan(range);
            int equals = pair.IndexOf('=');
            ReadOnlySpan<char> encodedName = equals < 0 ? pair : pair[..equals];
            ReadOnlySpan<char> encodedValue = equals < 0 ? [] : pair[(equals + 1)..];
            if (!pair.IsEmpty
                && PercentEncoding.TryDecode(encodedName, plusIsSpace: true, out string name)
                && PercentEncoding.TryDecode(encodedValue, plusIsSpace: true, out string value))
            {
                _items.Add(new(name, value));
            }
        }
    }

    /// <summary>The first value of a name; null if the name does not occur.</summary>
    public string? this[string name]
    {
        get
        {
            foreach ((string key, string value) in _items)
            {
                if (string.Equals(key, name, StringComparison.Ordinal))
                {
                    return value;
                }
            }

            return null;
        }
    }

    public bool Has(string name) => this[name] is not null;

    /// <summary>All values of a name.</summary>
    public IReadOnlyList<string> All(string name) =>
        _items.FindAll(item => string.Equals(item.Key, name, StringComparison.Ordinal)).ConvertAll(item => item.Value);

    /// <summary>Whether one of the names occurs.</summary>
    public bool HasAny(IReadOnlySet<string> names)
    {
        foreach ((string key, _) in _items)
        {
            if (names.Contains(key))
            {
                return true;
            }
        }

        return false;
    }
}
