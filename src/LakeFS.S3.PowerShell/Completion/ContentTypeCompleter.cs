using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.S3;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes content types.</summary>
public sealed class ContentTypeCompleter : LocalCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Proposal> Propose() => ContentTypes.Known().Select(type => new Proposal(type.Name, type.Name, $"{type.Name} ({type.Extension})"));
}
