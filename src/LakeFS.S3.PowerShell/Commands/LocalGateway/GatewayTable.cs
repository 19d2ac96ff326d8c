using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.LocalGateway;

/// <summary>A local gateway and the connection to it.</summary>
internal sealed record SessionGateway(LakeS3Connection Connection, GatewayProcess Process);

/// <summary>The local gateways that a runspace has started, stored in a variable of its session state, like its connections.</summary>
internal sealed class GatewayTable
{
    private const string Variable = "global:LakeFS.S3.LocalGateways";

    private readonly List<SessionGateway> _gateways = [];

    /// <summary>The gateways, in the order in which they were started.</summary>
    public IReadOnlyList<SessionGateway> All => _gateways;

    /// <summary>The gateway started last; null if there is none.</summary>
    public SessionGateway? Latest => _gateways.LastOrDefault();

    /// <summary>The table of a session; created on first use.</summary>
    public static GatewayTable Of(SessionState session)
    {
        if (session.PSVariable.GetValue(Variable) is GatewayTable table)
        {
            return table;
        }

        table = new GatewayTable();
        session.PSVariable.Set(new PSVariable(Variable, table) { Description = "The local gateways of LakeFS.S3." });
        return table;
    }

    /// <summary>Adds a gateway.</summary>
    public void Add(SessionGateway gateway) => _gateways.Add(gateway);

    /// <summary>Removes a gateway.</summary>
    public void Remove(SessionGateway gateway) => _gateways.Remove(gateway);

    /// <summary>The gateway that a connection leads to, also if the connection has other defaults now; null if it leads elsewhere.</summary>
    public SessionGateway? Find(LakeConnection? connection) => connection is LakeS3Connection store
        ? _gateways.FirstOrDefault(gateway => gateway.Connection.IsSameAs(store))
        : null;
}
