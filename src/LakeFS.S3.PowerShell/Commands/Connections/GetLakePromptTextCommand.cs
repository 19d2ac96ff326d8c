using System.Management.Automation;
using LakeFS.S3.Primitives;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Gets a text for the prompt: the session's connection, and the repository and ref that it defaults to. Nothing is sent.</summary>
[Cmdlet(VerbsCommon.Get, "LakePromptText")]
[OutputType(typeof(string))]
public sealed class GetLakePromptTextCommand : LakeCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(ConnectionTable.Of(SessionState).Current is LakeConnection current ? VisibleText.Of(PromptText.Of(current)) : string.Empty);
}
