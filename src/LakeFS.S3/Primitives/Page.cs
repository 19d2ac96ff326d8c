using System.Collections.Generic;

namespace LakeFS.S3.Primitives;

/// <summary>A piece of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
internal sealed class Page<T>
{
    public Page(IReadOnlyList<T> entries, string? next)
    {
        Entries = entries;
        Next = next;
    }

    public IReadOnlyList<T> Entries { get; }

    /// <summary>Where the next page begins; null after the last one.</summary>
    public string? Next { get; }
}
