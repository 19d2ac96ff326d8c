using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Connections;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes AWS's regions.</summary>
public sealed class RegionCompleter : LocalCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Proposal> Propose() => AwsRegions.All().Select(region => new Proposal(region.Code, region.Code, region.Name));
}
