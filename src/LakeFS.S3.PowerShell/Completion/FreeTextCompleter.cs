using System.Collections.Generic;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes nothing, where PowerShell would propose the names of files for a text that is none.</summary>
public sealed class FreeTextCompleter : LocalCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Proposal> Propose() => [];
}
