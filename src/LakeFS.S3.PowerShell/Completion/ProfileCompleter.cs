using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Connections;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the names of AWS's profiles.</summary>
public sealed class ProfileCompleter : LocalCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Proposal> Propose() => AwsProfile.Names(Environment.GetEnvironmentVariable).Select(name => new Proposal(name, name));
}
