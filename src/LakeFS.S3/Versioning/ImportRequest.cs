using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>The options of an import.</summary>
public sealed class ImportRequest
{
    /// <summary>The sources to import.</summary>
    public IReadOnlyList<ImportSource> Sources { get; init; } = [];

    /// <summary>The commit's message.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>The commit's metadata: names and texts.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
