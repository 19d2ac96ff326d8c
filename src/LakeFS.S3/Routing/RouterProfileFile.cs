using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using LakeFS.S3.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LakeFS.S3.Routing;

/// <summary>Reads profiles from a JSON or YAML file, in the order of the file.</summary>
internal static class RouterProfileFile
{
    private const int MaxDepth = 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The full path; must end in <c>.json</c>, <c>.yaml</c> or <c>.yml</c>.</param>
    /// <returns>The profiles; the first that matches is used.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeFileNotFound</c>, <c>LakeFileUnreadable</c>, <c>LakeRouterFileInvalid</c> or <c>LakeRouterProfileInvalid</c>.</exception>
    public static IReadOnlyList<RouterProfile> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw FileErrors.NotFound(path);
        }

        try
        {
            string text = File.ReadAllText(path);
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".json" => ReadJson(path, text),
                ".yaml" or ".yml" => ReadYaml(path, text),
                _ => throw RouterErrors.FileInvalid(path, "its name ends in none of .json, .yaml, .yml and .psd1.", null),
            };
        }
        catch (JsonException inner)
        {
            throw RouterErrors.FileInvalid(path, $"it is not valid JSON at line {inner.LineNumber + 1}.", inner);
        }
        catch (Exception inner) when (inner is YamlException or InvalidOperationException)
        {
            // For some files the parser's message only says that it can't continue.
            throw RouterErrors.FileInvalid(
                path, "it is not valid YAML" + (inner is YamlException yaml ? $" at line {yaml.Start.Line}: {yaml.Message}" : "."), inner);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unreadable(path, inner);
        }
    }

    private static List<RouterProfile> ReadJson(string path, string text)
    {
        using JsonDocument document = JsonDocument.Parse(
            text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return document.RootElement.ValueKind != JsonValueKind.Object
            ? throw RouterErrors.FileInvalid(path, "it holds no object of profiles.", null)
            : [.. RequireUnique(path, document.RootElement.EnumerateObject().Select(profile => profile.Name)).Zip(
                document.RootElement.EnumerateObject().ToArray(),
                (name, profile) => profile.Value.ValueKind != JsonValueKind.Object
                    ? throw RouterErrors.ProfileInvalid(name, "it is no object.")
                    : RouterProfile.Read(name, profile.Value.EnumerateObject().Select(property => new KeyValuePair<string, object?>(property.Name, ValueOf(property.Value)))))];
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.ValueKind,
    };

    private static List<RouterProfile> ReadYaml(string path, string text)
    {
        CheckYaml(path, text);
        YamlStream yaml = [];
        using StringReader reader = new(text);
        yaml.Load(reader);
        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            throw RouterErrors.FileInvalid(path, "it holds no mapping of profiles.", null);
        }

        return [.. root.Children.Select(profile => profile.Value is YamlMappingNode properties
            ? RouterProfile.Read(profile.Key.ToString(), properties.Children.Select(property => new KeyValuePair<string, object?>(property.Key.ToString(), ValueOf(property.Value))))
            : throw RouterErrors.ProfileInvalid(profile.Key.ToString(), "it is no mapping."))];
    }

    // A profile has three levels. Deep nesting would crash the process, and aliases can make a small file expand without
    // limit.
    private static void CheckYaml(string path, string text)
    {
        using StringReader reader = new(text);
        Parser events = new(reader);
        for (int depth = 0; events.MoveNext();)
        {
            depth += events.Current!.NestingIncrease;
            if (depth > MaxDepth)
            {
                throw RouterErrors.FileInvalid(path, $"line {events.Current.Start.Line} is nested too deep.", null);
            }

            if (events.Current is AnchorAlias)
            {
                throw RouterErrors.FileInvalid(path, $"line {events.Current.Start.Line} has an alias (*name), which profiles do not take.", null);
            }
        }
    }

    private static object? ValueOf(YamlNode value) => value switch
    {
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" } => null,
        YamlScalarNode scalar => scalar.Value,
        _ => value.NodeType,
    };

    // JSON allows duplicate names, but which of them is meant would be unclear.
    private static List<string> RequireUnique(string path, IEnumerable<string> names)
    {
        List<string> all = [.. names];
        string? twice = all.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? all : throw RouterErrors.FileInvalid(path, $"the profile '{twice}' stands there twice.", null);
    }
}
