using System;
using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>Which commits of a log are wanted.</summary>
public sealed class LogOptions
{
    /// <summary>Only commits that changed an object below one of these prefixes; lakeFS leaves merges out then.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Only commits that changed one of these objects; lakeFS leaves merges out then.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Only commits made at this time or later.</summary>
    public DateTime? Since { get; init; }

    /// <summary>The maximum number of commits, so that the server need not look for more; null for all.</summary>
    public int? First { get; init; }

    /// <summary>Whether merges are followed to their first parent alone: the branch's own line.</summary>
    public bool FirstParent { get; init; }
}
