using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Gets the open connections; the last one is the session's.</summary>
[Cmdlet(VerbsCommon.Get, "LakeS3Connection")]
[OutputType("LakeFS.S3.LakeS3Connection")]
public sealed class GetLakeS3ConnectionCommand : LakeCmdlet
{
    /// <summary>The connection's name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        LakeConnection[] found = [.. NamedConnections.Select(ConnectionTable.Of(SessionState), Name ?? "*")];
        if (found.Length == 0 && Name is not null && !WildcardPattern.ContainsWildcardCharacters(Name))
        {
            Report(CmdletErrors.ConnectionNotFound(Name), Name);
        }

        WriteObject(found, enumerateCollection: true);
    });
}
