using System.Management.Automation;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Provider;

/// <summary>What New-PSDrive takes for a drive besides its own parameters.</summary>
public sealed class DriveParameters
{
    /// <summary>The connection to use instead of the session's; an object or a name.</summary>
    [Parameter]
    [ValidateNotNull]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeConnection? Connection { get; set; }
}
