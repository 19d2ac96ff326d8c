using System;
using System.Collections.Concurrent;

namespace LakeFS.S3.Connections;

/// <summary>The default branches of repositories, as the server named them. A connection asks once for each repository.</summary>
internal sealed class DefaultBranches
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The default branch of a repository; null if it is not known yet.</summary>
    public string? Of(string repository) => _known.TryGetValue(repository, out string? branch) ? branch : null;

    /// <summary>Records what the server said.</summary>
    public void Add(string repository, string branch) => _known[repository] = branch;

    /// <summary>Forgets a repository, because one that is created under the same name may have another default branch.</summary>
    public void Remove(string repository) => _known.TryRemove(repository, out _);
}
