using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Differences: uncommitted changes, and between two refs.</summary>
internal static class DiffResource
{
    public static Task DiffBranchAsync(RestExchange exchange)
    {
        BranchState state = exchange.RequireBranch(exchange.RequireRepository()).State;

        // What was removed has no size here; between refs it has (rest-diff #13, #26).
        IEnumerable<Difference> differences = SnapshotDiff.Compare(state.Head.Snapshot, state.Working, from: Start(exchange))
            .Select(change => Difference.Of(change, isConflict: false, removedSize: 0));
        return AnswerAsync(exchange, differences);
    }

    public static Task DiffRefsAsync(RestExchange exchange)
    {
        string type = exchange.Query["type"] ?? "three_dot";
        if (type is not ("two_dot" or "three_dot"))
        {
            throw RestExchange.InvalidQuery(
                "type", "value is not one of the allowed values [\"two_dot\",\"three_dot\"]\nSchema:\n  {}\n");
        }

        Repository repository = exchange.RequireRepository();
        string leftRef = exchange.Parameter("ref");
        string rightRef = exchange.Parameter("right");
        Commit left = RestExchange.RequireCommit(repository, leftRef, $"get commit by branch {leftRef}: ");
        Commit right = RestExchange.RequireCommit(repository, rightRef, $"get commit by ref {rightRef}: ");
        if (type == "two_dot")
        {
            return AnswerAsync(exchange, SnapshotDiff.Compare(left.Snapshot, right.Snapshot, from: Start(exchange))
                .Select(change => Difference.Of(change, isConflict: false, removedSize: change.Left?.Size ?? 0)));
        }

        Commit mergeBase = CommitGraph.FindMergeBase(right, left) ?? repository.First;
        return AnswerAsync(exchange, ThreeWayMerge.Preview(mergeBase, right, left, Start(exchange))
            .Select(item => Difference.Of(item.Change, item.IsConflict, item.Change.Left?.Size ?? 0)));
    }

    /// <summary>The first key that can be on the page.</summary>
    private static string Start(RestExchange exchange)
    {
        string prefix = exchange.Query["prefix"] ?? string.Empty;
        string after = exchange.Query["after"] ?? string.Empty;
        return ObjectKeyComparer.Instance.Compare(after, prefix) > 0 ? after : prefix;
    }

    private static Task AnswerAsync(RestExchange exchange, IEnumerable<Difference> differences)
    {
        string prefix = exchange.Query["prefix"] ?? string.Empty;
        string after = exchange.Query["after"] ?? string.Empty;
        string delimiter = exchange.Query["delimiter"] ?? string.Empty;
        bool withRight = exchange.IsQueryTrue("include_right_stats");
        IEnumerable<Difference> listed = Fold(
            differences.Where(item => item.Path.StartsWith(prefix, StringComparison.Ordinal)), prefix, delimiter)
            .Where(item => ObjectKeyComparer.Instance.Compare(item.Path, after) > 0);
        Page<Difference> page = Page.Take(listed, exchange.PageSize(), item => item.Path);
        return exchange.AnswerJsonAsync(json => page.Write(json, (_, item) => Write(json, item, withRight)));
    }

    /// <summary>Sums up what has the delimiter after the prefix.</summary>
    private static IEnumerable<Difference> Fold(IEnumerable<Difference> differences, string prefix, string delimiter)
    {
        string? last = null;
        foreach (Difference difference in differences)
        {
            int at = delimiter.Length == 0
                ? -1
                : difference.Path.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            if (at < 0)
            {
                yield return difference;
                continue;
            }

            string common = difference.Path[..(at + delimiter.Length)];
            if (common != last)
            {
                last = common;
                yield return new Difference(common, "prefix_changed", null, null);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, Difference difference, bool withRight)
    {
        json.WriteStartObject();
        json.WriteString("path", difference.Path);
        json.WriteString("path_type", difference.Size is null ? "common_prefix" : "object");
        if (withRight && difference.Shown is { } shown)
        {
            json.WritePropertyName("right");
            ObjectJson.WriteRight(json, shown);
        }

        if (difference.Size is { } size)
        {
            json.WriteNumber("size_bytes", size);
        }

        json.WriteString("type", difference.Type);
        json.WriteEndObject();
    }

    /// <summary>A difference as it is shown.</summary>
    /// <param name="Path">The key, or a common prefix.</param>
    /// <param name="Type">added, removed, changed, conflict or prefix_changed.</param>
    /// <param name="Size">Bytes; null for a common prefix.</param>
    /// <param name="Shown">The object on the right, or the removed one.</param>
    private sealed record Difference(string Path, string Type, long? Size, ObjectEntry? Shown)
    {
        public static Difference Of(SnapshotChange change, bool isConflict, long removedSize)
        {
            string type = isConflict ? "conflict"
                : change.Left is null ? "added"
                : change.Right is null ? "removed"
                : "changed";
            return new Difference(change.Key, type, change.Right?.Size ?? removedSize, change.Right ?? change.Left);
        }
    }
}
