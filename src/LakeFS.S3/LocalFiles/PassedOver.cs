using System;
using System.Collections.Generic;

namespace LakeFS.S3.LocalFiles;

/// <summary>The links that were passed over. For any thread.</summary>
internal sealed class PassedOver
{
    private readonly HashSet<string> _links = new(StringComparer.Ordinal);

    /// <summary>How many there were.</summary>
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

    /// <summary>The first of them; null where there was none.</summary>
    public string? First { get; private set; }

    /// <summary>Notes one; several times is as good as once.</summary>
    public void Add(string link)
    {
        lock (_links)
        {
            First ??= link;
            _links.Add(link);
        }
    }
}
