using System;
using System.Collections.Generic;
using System.Collections.Frozen;
using System.Globalization;
using System.IO;
using System.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>Reads actions. What is wrong with one is said in lakeFS's words (rest-hooks #46 to #76).</summary>
internal static class ActionReader
{
    /// <exception cref="InvalidActionException">It is no action.</exception>
    public static ActionFile Read(string yaml)
    {
        YamlMappingNode root = Parse(yaml);
        ActionFile action = new(Text(root, "name"), ReadEvents(Find(root, "on")), [.. Items(root, "hooks").Select(ReadHook)]);
        ActionRules.Check(action);
        return action;
    }

    private static YamlMappingNode Parse(string yaml)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(yaml));
            YamlNode? root = stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
            return root switch
            {
                null or YamlScalarNode { Value: null or "" } => [],
                YamlMappingNode map => map,
                _ => throw new InvalidActionException("yaml: an action is a map"),
            };
        }
        catch (YamlException problem)
        {
            throw new InvalidActionException($"yaml: {problem.Message}");
        }
    }

    private static FrozenDictionary<string, IReadOnlyList<string>> ReadEvents(YamlNode? on) =>
        on is YamlMappingNode events
            ? events.Children.ToFrozenDictionary(
                item => (item.Key as YamlScalarNode)?.Value ?? string.Empty,
                item => (IReadOnlyList<string>)[.. Items(item.Value as YamlMappingNode, "branches").Select(branch => (branch as YamlScalarNode)?.Value ?? string.Empty)],
                StringComparer.Ordinal)
            : FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    private static ActionHook ReadHook(YamlNode node)
    {
        YamlMappingNode hook = node as YamlMappingNode ?? [];
        return new ActionHook(
            Text(hook, "id"),
            Text(hook, "type"),
            Text(hook, "if"),
            Find(hook, "properties") is YamlMappingNode properties ? ReadMap(properties) : ActionRules.NoProperties);
    }

    private static Dictionary<string, object?> ReadMap(YamlMappingNode map) => map.Children.ToDictionary(
        item => (item.Key as YamlScalarNode)?.Value ?? string.Empty, item => ReadValue(item.Value), StringComparer.Ordinal);

    private static object? ReadValue(YamlNode node) => node switch
    {
        YamlMappingNode map => ReadMap(map),
        YamlSequenceNode list => list.Children.Select(ReadValue).ToList(),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => ReadPlain(plain.Value),
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    private static object? ReadPlain(string? text) => text switch
    {
        null or "" or "~" or "null" => null,
        "true" => true,
        "false" => false,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => text,
    };

    private static IEnumerable<YamlNode> Items(YamlMappingNode? map, string name) =>
        map is not null && Find(map, name) is YamlSequenceNode list ? list.Children : [];

    private static string Text(YamlMappingNode map, string name) => (Find(map, name) as YamlScalarNode)?.Value ?? string.Empty;

    private static YamlNode? Find(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out YamlNode? found) ? found : null;
}
