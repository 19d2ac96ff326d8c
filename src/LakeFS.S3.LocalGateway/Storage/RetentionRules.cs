using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>How long lakeFS's garbage collection would keep objects that were removed. Never changes.</summary>
/// <param name="DefaultDays">The days for branches that are not named.</param>
/// <param name="Branches">The days by branch, in the order given.</param>
internal sealed record RetentionRules(int DefaultDays, IReadOnlyList<KeyValuePair<string, int>> Branches);
