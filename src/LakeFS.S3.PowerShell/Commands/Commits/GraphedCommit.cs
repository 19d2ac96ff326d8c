using System;
using System.Management.Automation;
using LakeFS.S3.Versioning;

namespace LakeFS.S3.PowerShell.Commands.Commits;

/// <summary>A commit with its part of the graph, in a view of its own. To whatever takes it from the pipeline it is the commit.</summary>
internal static class GraphedCommit
{
    private const string ViewType = "LakeFS.S3.LakeCommit#Graph";

    /// <summary>Adds a commit to a graph.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="graph">The graph of the commits before it.</param>
    public static PSObject Of(LakeCommit commit, CommitGraph graph)
    {
        PSObject shown = new(commit);
        shown.TypeNames.Insert(0, ViewType);
        shown.Properties.Add(new PSNoteProperty("Graph", string.Join(Environment.NewLine, graph.Add(commit))));
        return shown;
    }
}
