using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Connections;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the endpoints of open connections, and the one that lakectl is configured with.</summary>
public sealed class EndpointCompleter : LocalCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Proposal> Propose()
    {
        List<(Uri Url, string Owner)> known =
            [.. ConnectionTable.OfCurrentRunspace().All.OfType<LakeS3Connection>().Select(connection => (connection.EndpointUrl, $"of the connection '{connection.Name}'"))];
        if (LakectlConnection.Endpoint() is Uri configured)
        {
            known.Add((configured, "of lakectl's configuration"));
        }

        return known.GroupBy(endpoint => endpoint.Url.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase)
            .Select(same => new Proposal(same.Key, same.Key, $"{same.Key}, {same.First().Owner}"));
    }
}
