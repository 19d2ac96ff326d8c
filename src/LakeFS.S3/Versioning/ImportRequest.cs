using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>What is to be imported, and what its commit says.</summary>
public sealed class ImportRequest
{
    /// <summary>What is imported.</summary>
    public IReadOnlyList<ImportSource> Sources { get; init; } = [];

    /// <summary>The commit's message.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>Names and texts kept with the commit.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
