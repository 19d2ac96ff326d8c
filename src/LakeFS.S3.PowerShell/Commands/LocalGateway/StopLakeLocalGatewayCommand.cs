using System;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.LocalGateway;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Stops local gateways of the session, and closes the connections to them.</summary>
[Cmdlet(VerbsLifecycle.Stop, "LakeLocalGateway", DefaultParameterSetName = CurrentSet, SupportsShouldProcess = true)]
public sealed class StopLakeLocalGatewayCommand : LakeCmdlet
{
    private const string CurrentSet = "Current";
    private const string ConnectionSet = "Connection";
    private const string NameSet = "Name";

    /// <summary>The connection to the gateway.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ConnectionSet)]
    [ConnectionTransformation]
    public LakeConnection? Connection { get; set; }

    /// <summary>The name of the connection to the gateway; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        GatewayTable table = GatewayTable.Of(SessionState);
        SessionGateway[] stopping = ParameterSetName switch
        {
            ConnectionSet => Found(table.Find(Connection), Connection!.Name),
            NameSet => Named(table),
            _ => Found(table.Find(ConnectionTable.Of(SessionState).Current) ?? table.Latest, name: null),
        };
        foreach (SessionGateway gateway in stopping)
        {
            if (ShouldProcess($"{gateway.Connection.EndpointUrl}, and everything in it", "Stop the local gateway"))
            {
                Stop(table, gateway);
            }
        }
    });

    private static SessionGateway[] Found(SessionGateway? gateway, string? name) =>
        gateway is null ? throw LocalGatewayErrors.NotFound(name) : [gateway];

    private SessionGateway[] Named(GatewayTable table)
    {
        SessionGateway[] found = [.. NamedConnections.Select(table.All, gateway => gateway.Connection.Name, Name!)];
        return found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(Name) ? found : throw LocalGatewayErrors.NotFound(Name);
    }

    private void Stop(GatewayTable table, SessionGateway gateway)
    {
        table.Remove(gateway);
        ConnectionTable.Of(SessionState).Remove(gateway.Connection);
        gateway.Connection.Dispose();
        using GatewayProcess process = gateway.Process;
        string reported = process.Stop();
        if (reported.Length > 0)
        {
            WriteWarning($"The local gateway reported:{Environment.NewLine}{reported}");
        }
    }
}
