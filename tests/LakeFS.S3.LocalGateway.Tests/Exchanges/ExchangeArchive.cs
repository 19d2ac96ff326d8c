using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// The recorded exchanges: a folder of scenarios with its README, packed by
/// <c>tar --sort=name -czf exchanges.tar.gz *.json *.md</c> and embedded in the test assembly.
/// </summary>
internal static class ExchangeArchive
{
    private const string ResourceName = "exchanges.tar.gz";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // A member the replayer does not know would be a part of the request that nobody sends.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private static readonly Lazy<ImmutableSortedDictionary<string, byte[]>> Packed = new(Unpack);

    private static readonly Lazy<ImmutableArray<Scenario>> Parsed = new(
        () => [.. Files.Where(file => file.Key.EndsWith(".json", StringComparison.Ordinal)).Select(file => Parse(file.Key, file.Value))]);

    /// <summary>Every file of the archive by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files => Packed.Value;

    /// <summary>All scenarios, ordered by name.</summary>
    public static IReadOnlyList<Scenario> Scenarios => Parsed.Value;

    /// <summary>The scenario of a name.</summary>
    public static Scenario Find(string name) => Scenarios.Single(scenario => scenario.Name == name);

    private static ImmutableSortedDictionary<string, byte[]> Unpack()
    {
        using Stream resource = typeof(ExchangeArchive).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The test assembly has no resource {ResourceName}.");
        using GZipStream unzipped = new(resource, CompressionMode.Decompress);
        using TarReader tar = new(unzipped);
        ImmutableSortedDictionary<string, byte[]>.Builder files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            using MemoryStream content = new();
            entry.DataStream?.CopyTo(content);
            files.Add(entry.Name, content.ToArray());
        }

        return files.ToImmutable();
    }

    private static Scenario Parse(string file, byte[] content)
    {
        Scenario scenario = JsonSerializer.Deserialize<Scenario>(content, Json) ?? throw new JsonException($"{file} is null.");
        return scenario.Name + ".json" == file ? scenario : throw new JsonException($"{file} holds the scenario {scenario.Name}.");
    }
}
