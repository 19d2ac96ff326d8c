using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Steps whose answers differ from the recorded ones, and why.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Reason">Why.</param>
/// <param name="Steps">Their numbers.</param>
internal sealed record KnownDifference(string Scenario, string Reason, ImmutableArray<int> Steps);

/// <summary>
/// All that the local gateway does not answer as lakeFS does, beside the steps that are recorded as quirks. A step
/// listed here that does answer the same fails its scenario, so that the list stays true.
/// </summary>
internal static class KnownDifferences
{
    private static readonly ImmutableArray<KnownDifference> All = [];

    /// <summary>The numbers of a scenario's steps that differ.</summary>
    public static IReadOnlySet<int> Of(string scenario) => All
        .Where(known => known.Scenario == scenario)
        .SelectMany(known => known.Steps)
        .ToHashSet();
}
