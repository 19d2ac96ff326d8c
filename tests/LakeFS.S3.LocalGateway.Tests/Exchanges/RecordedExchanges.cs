using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// The recorded exchanges: the files of tests/Exchanges, embedded in the test assembly. README.md beside them defines
/// their members.
/// </summary>
internal static class RecordedExchanges
{
    private const string ResourcePrefix = "Exchanges/";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // A member the replayer does not know would be a part of the request that nobody sends.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private static readonly Lazy<ImmutableSortedDictionary<string, byte[]>> Embedded = new(ReadFiles);

    private static readonly Lazy<ImmutableArray<Scenario>> Parsed = new(
        () => [.. Files.Where(file => file.Key.EndsWith(".json", StringComparison.Ordinal)).Select(file => Parse(file.Key, file.Value))]);

    /// <summary>Every file by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files => Embedded.Value;

    /// <summary>All scenarios, ordered by name.</summary>
    public static IReadOnlyList<Scenario> Scenarios => Parsed.Value;

    /// <summary>The scenario of a name.</summary>
    public static Scenario Find(string name) => Scenarios.Single(scenario => scenario.Name == name);

    private static ImmutableSortedDictionary<string, byte[]> ReadFiles() =>
        typeof(RecordedExchanges).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(name => name[ResourcePrefix.Length..], ReadFile, StringComparer.Ordinal);

    private static byte[] ReadFile(string resource)
    {
        using Stream stream = typeof(RecordedExchanges).Assembly.GetManifestResourceStream(resource)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static Scenario Parse(string file, byte[] content)
    {
        Scenario scenario = JsonSerializer.Deserialize<Scenario>(content, Json) ?? throw new JsonException($"{file} is null.");
        return scenario.Name + ".json" == file ? scenario : throw new JsonException($"{file} holds the scenario {scenario.Name}.");
    }
}
