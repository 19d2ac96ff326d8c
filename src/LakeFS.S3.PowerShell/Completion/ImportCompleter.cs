using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the ids of imports that the session has started.</summary>
public sealed class ImportCompleter : LocalCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Proposal> Propose() => ConnectionTable.OfCurrentRunspace().Imports
        .Select(started => new Proposal(started.ImportId, started.ImportId, $"import into branch {started.Ref} of repository {started.Repository}"));
}
