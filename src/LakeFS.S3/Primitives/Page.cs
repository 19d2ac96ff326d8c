using System.Collections.Generic;

namespace LakeFS.S3.Primitives;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class Page<T>
{
    public Page(IReadOnlyList<T> entries, string? next)
    {
        Entries = entries;
        Next = next;
    }

    public IReadOnlyList<T> Entries { get; }

    /// <summary>Where the next page starts; null after the last page.</summary>
    public string? Next { get; }
}
