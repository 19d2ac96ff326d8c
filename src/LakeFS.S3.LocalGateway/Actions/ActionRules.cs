using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>What an action has to be.</summary>
internal static partial class ActionRules
{
    public const string Webhook = "webhook";

    /// <summary>The properties of a hook that has none.</summary>
    public static readonly IReadOnlyDictionary<string, object?> NoProperties = FrozenDictionary<string, object?>.Empty;

    private const string Invalid = "invalid action";
    private const string TagSuffix = "-tag";

    private static readonly FrozenSet<string> Events = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            "prepare-commit",
            .. ((string[])["commit", "merge", "create-tag", "delete-tag", "create-branch", "delete-branch", "revert", "cherry-pick"])
                .SelectMany(what => (string[])[$"pre-{what}", $"post-{what}"]),
        ]);

    /// <summary>By type of hook the properties it needs: of each group one.</summary>
    private static readonly FrozenDictionary<string, string[][]> Required = new Dictionary<string, string[][]>
    {
        [Webhook] = [["url"]],
        ["airflow"] = [["url"], ["dag_id"], ["username"], ["password"]],
        ["lua"] = [["script", "script_path"]],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="InvalidActionException">It is not.</exception>
    public static void Check(ActionFile action)
    {
        Require(action.Name.Length > 0, "'name' is required");
        Require(Name().IsMatch(action.Name), "'name' is invalid");
        Require(action.On.Count > 0, "'on' is required");
        foreach ((string name, IReadOnlyList<string> branches) in action.On)
        {
            Require(Events.Contains(name), $"event '{name}' is not supported");
            if (branches.Count > 0 && name.EndsWith(TagSuffix, StringComparison.Ordinal))
            {
                throw new InvalidActionException("'branches' is not supported in tag event types. invalid event parameter");
            }
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        for (int i = 0; i < action.Hooks.Count; i++)
        {
            ActionHook hook = action.Hooks[i];
            Require(HookId().IsMatch(hook.Id), $"hook[{i}] missing ID");
            Require(ids.Add(hook.Id), $"hook[{i}] duplicate ID '{hook.Id}'");
            Require(Required.TryGetValue(hook.Type, out string[][]? groups), $"hook[{i}] type '{hook.Id}' unknown");
            Require(hook.Properties != NoProperties, $"hook[{i}] type '{hook.Type}': missing hook properties");
            foreach (string[] group in groups!)
            {
                Require(
                    group.Any(hook.Properties.ContainsKey),
                    $"hook[{i}] type '{hook.Type}': '{string.Join("' or '", group)}' must be supplied in properties");
            }
        }
    }

    private static void Require(bool isTrue, string problem)
    {
        if (!isTrue)
        {
            throw new InvalidActionException($"{problem}: {Invalid}");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_\-. ]+\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[_a-zA-Z][\-_a-zA-Z0-9]{1,255}\z")]
    private static partial Regex HookId();
}
