using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the names of open connections.</summary>
public sealed class ConnectionCompleter : LocalCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Proposal> Propose() => ConnectionTable.OfCurrentRunspace().All
        .Select(connection => new Proposal(connection.Name, connection.Name, $"{PromptText.Of(connection)} {connection.DescribeServers()}"));
}
