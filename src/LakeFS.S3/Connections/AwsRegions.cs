using System.Collections.Generic;
using System.Linq;
using Amazon;

namespace LakeFS.S3.Connections;

/// <summary>AWS's regions.</summary>
internal static class AwsRegions
{
    /// <summary>The regions that the SDK knows, by code.</summary>
    public static IEnumerable<(string Code, string Name)> All() =>
        RegionEndpoint.EnumerableAllRegions.Select(region => (region.SystemName, region.DisplayName)).OrderBy(region => region.SystemName, System.StringComparer.Ordinal);
}
