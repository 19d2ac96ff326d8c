using System;
using System.Collections.Generic;

namespace LakeFS.S3.LocalFiles;

/// <summary>The links that were skipped. Thread-safe.</summary>
internal sealed class PassedOver
{
    private readonly HashSet<string> _links = new(StringComparer.Ordinal);

    /// <summary>The number of links.</summary>
    public int Count
    {
        get
        {
            lock (_links)
            {
                return _links.Count;
            }
        }
    }

    /// <summary>The first link; null if there is none.</summary>
    public string? First { get; private set; }

    /// <summary>Adds a link, unless it was added before.</summary>
    public void Add(string link)
    {
        lock (_links)
        {
            First ??= link;
            _links.Add(link);
        }
    }
}
