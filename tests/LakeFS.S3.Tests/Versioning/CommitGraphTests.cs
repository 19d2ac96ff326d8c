using System.Linq;
using LakeFS.S3.Versioning;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The lines that <c>git log --graph</c> would draw.</summary>
public sealed class CommitGraphTests
{
    [Fact]
    public void A_line_of_commits_is_a_column_of_stars() => Assert.Equal(
        ["*", "*", "*"],
        Draw(("c", ["b"]), ("b", ["a"]), ("a", [])));

    [Fact]
    public void A_merge_splits_a_column_and_a_fork_joins_it() => Assert.Equal(
        ["*", @"|\", "| *", "* |", "|/", "*"],
        Draw(("merge", ["left", "right"]), ("right", ["base"]), ("left", ["base"]), ("base", [])));

    [Fact]
    public void Two_merges_into_one_branch_have_three_columns() => Assert.Equal(
        ["*", @"|\", "* |", @"|\ \", "| * |", "| | *", "|_|/", "|/", "*"],
        Draw(("second", ["first", "x"]), ("first", ["base", "y"]), ("y", ["base"]), ("x", ["base"]), ("base", [])));

    [Fact]
    public void A_root_beside_others_ends_its_column() => Assert.Equal(
        ["*", @"|\", "* |", " /", "*"],
        Draw(("merge", ["one", "two"]), ("one", []), ("two", [])));

    private static string[] Draw(params (string Id, string[] Parents)[] log)
    {
        CommitGraph graph = new();
        return [.. log.SelectMany(commit => graph.Add(new LakeCommit("lake", commit.Id) { Parents = commit.Parents }))];
    }
}
