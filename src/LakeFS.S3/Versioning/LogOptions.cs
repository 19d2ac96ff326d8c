using System;
using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>The options of a log.</summary>
public sealed class LogOptions
{
    /// <summary>Only commits that changed an object with one of these prefixes; lakeFS then omits merges.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Only commits that changed one of these objects; lakeFS then omits merges.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Only commits made at this time or later.</summary>
    public DateTime? Since { get; init; }

    /// <summary>The maximum number of commits, at which the server stops searching; null for all.</summary>
    public int? First { get; init; }

    /// <summary>Whether to follow only the first parent of merges: the history of the branch itself.</summary>
    public bool FirstParent { get; init; }
}
