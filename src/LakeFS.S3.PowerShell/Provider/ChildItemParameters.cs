using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Provider;

/// <summary>What Get-ChildItem takes on a drive besides its own parameters.</summary>
public sealed class ChildItemParameters
{
    /// <summary>Shows objects alone.</summary>
    [Parameter]
    public SwitchParameter File { get; set; }

    /// <summary>Shows folders, refs, repositories and buckets alone.</summary>
    [Parameter]
    [Alias("ad")]
    public SwitchParameter Directory { get; set; }
}
