using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Connections;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the names of saved connections.</summary>
public sealed class SavedConnectionCompleter : LocalCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Proposal> Propose() => SavedConnections.Names().Select(name => new Proposal(name, name, "saved connection"));
}
