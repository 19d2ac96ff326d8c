using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>A hook of an action.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What it is: <c>webhook</c>, <c>lua</c>, <c>airflow</c>.</param>
/// <param name="Condition">When it runs; empty: when none before it has failed.</param>
/// <param name="Properties">What it needs: texts, numbers, booleans, lists and maps of them.</param>
internal sealed record ActionHook(
    string Id, string Type, string Condition, IReadOnlyDictionary<string, object?> Properties);

/// <summary>An action: a file below <c>_lakefs_actions/</c>, which says what hooks run at what events.</summary>
/// <param name="Name">Its name.</param>
/// <param name="On">The events, each with the patterns of the branches it counts on; none: all.</param>
/// <param name="Hooks">The hooks, in the order they run.</param>
internal sealed record ActionFile(
    string Name, IReadOnlyDictionary<string, IReadOnlyList<string>> On, IReadOnlyList<ActionHook> Hooks)
{
    /// <summary>Where actions are.</summary>
    public const string Folder = "_lakefs_actions/";

    public bool Covers(HookEvent e) =>
        On.TryGetValue(e.Type, out IReadOnlyList<string>? patterns)
        && (patterns.Count == 0 || patterns.Any(pattern => BranchPattern.Matches(pattern, e.Branch)));
}
