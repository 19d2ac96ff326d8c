using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LakeFS.S3.Architecture.Tests;

/// <summary>What docs/architecture.md says of the folders.</summary>
internal static class ArchitecturePage
{
    /// <summary>The folders of a project's table: the rows below the heading that is the project's name.</summary>
    public static IEnumerable<string> FoldersOf(string project) => File.ReadLines(Path.Combine(SourceProject.RepositoryRoot, "docs", "architecture.md"))
        .SkipWhile(line => line != "### " + project)
        .Skip(1)
        .TakeWhile(line => !line.StartsWith('#'))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('`')[1]);
}
