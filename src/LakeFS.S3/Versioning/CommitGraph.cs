using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace LakeFS.S3.Versioning;

/// <summary>
/// Draws the lines between the commits of a log as <c>git log --graph</c> does. Each column leads to one commit that has not
/// come yet. The log has to name a commit before its parents, as lakeFS's does.
/// </summary>
internal sealed class CommitGraph
{
    private readonly List<string> _columns = [];

    /// <summary>Draws the next commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <returns>Its line, which has a star, with the lines above and below that join and split columns.</returns>
    public IReadOnlyList<string> Add(LakeCommit commit)
    {
        List<string> lines = [];
        int column = _columns.IndexOf(commit.Id);
        if (column < 0)
        {
            column = _columns.Count;
            _columns.Add(commit.Id);
        }

        for (int other = _columns.LastIndexOf(commit.Id); other > column; other = _columns.LastIndexOf(commit.Id))
        {
            lines.Add(Joining(column, other));
            _columns.RemoveAt(other);
        }

        lines.Add(string.Join(" ", _columns.Select((_, i) => i == column ? "*" : "|")));
        AddParents(commit, column, lines);
        return lines;
    }

    private void AddParents(LakeCommit commit, int column, List<string> lines)
    {
        if (commit.Parents.Count == 0)
        {
            _columns.RemoveAt(column);
            if (column < _columns.Count)
            {
                lines.Add(Columns(column) + string.Concat(Enumerable.Repeat(" /", _columns.Count - column)));
            }

            return;
        }

        _columns[column] = commit.Parents[0];
        foreach (string parent in commit.Parents.Skip(1))
        {
            lines.Add(Columns(column + 1).TrimEnd() + string.Concat(Enumerable.Repeat("\\ ", _columns.Count - column)).TrimEnd());
            _columns.Insert(column + 1, parent);
        }
    }

    // The other column moves below the ones between to the commit's, and those behind it follow by one.
    private string Joining(int column, int other)
    {
        StringBuilder line = new(Columns(column + 1));
        for (int between = column + 1; between < other; between++)
        {
            line[line.Length - 1] = '_';
            line.Append("| ");
        }

        line[line.Length - 1] = '/';
        return line + string.Concat(Enumerable.Repeat(" /", _columns.Count - other - 1));
    }

    private static string Columns(int count) => string.Concat(Enumerable.Repeat("| ", count));
}
