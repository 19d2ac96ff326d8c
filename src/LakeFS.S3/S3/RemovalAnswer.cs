using System;
using System.Collections.Generic;

namespace LakeFS.S3.S3;

/// <summary>What a server says of the keys that it was to remove.</summary>
internal sealed class RemovalAnswer
{
    private readonly Dictionary<string, (string? Code, string? Message)?> _keys = new(StringComparer.Ordinal);

    /// <summary>Takes one key; null for an error where it is gone. An error counts, whatever else is said of the key.</summary>
    public void Add(string key, (string? Code, string? Message)? error)
    {
        if (error is not null || !_keys.ContainsKey(key))
        {
            _keys[key] = error;
        }
    }

    /// <summary>Whether the answer mentions a key, and its error; null where it is gone.</summary>
    public bool TryGet(string key, out (string? Code, string? Message)? error) => _keys.TryGetValue(key, out error);
}
