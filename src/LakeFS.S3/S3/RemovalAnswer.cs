using System;
using System.Collections.Generic;

namespace LakeFS.S3.S3;

/// <summary>The results for the keys of a delete request.</summary>
internal sealed class RemovalAnswer
{
    private readonly Dictionary<string, (string? Code, string? Message)?> _keys = new(StringComparer.Ordinal);

    /// <summary>
    /// Adds the result for a key; a null error means it was removed. If there are several results for a key, an error takes
    /// precedence.
    /// </summary>
    public void Add(string key, (string? Code, string? Message)? error)
    {
        if (error is not null || !_keys.ContainsKey(key))
        {
            _keys[key] = error;
        }
    }

    /// <summary>Gets the result for a key, if there is one; a null error means it was removed.</summary>
    public bool TryGet(string key, out (string? Code, string? Message)? error) => _keys.TryGetValue(key, out error);
}
