using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Removes branches.</summary>
[Cmdlet(VerbsCommon.Remove, "LakeBranch", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveLakeBranchCommand : RepositoryCmdlet
{
    /// <summary>The branches' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Ref", "Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Removes a branch even if it has uncommitted changes, which are lost.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            Attempt(name, () => Remove(ResolveRef(name)));
        }
    }

    private void Remove(ObjectAddress branch)
    {
        if (ShouldProcess(Describe("branch", branch), "Remove"))
        {
            WriteVerbose($"Removing {Describe("branch", branch)} at {LakeFSConnection.EndpointUrl}.");
            Wait(new LakeBranches(LakeFSConnection).DeleteAsync(branch.Container, branch.Ref, Force, StopToken));
        }
    }
}
