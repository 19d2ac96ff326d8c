using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Removes repositories and their history.</summary>
[Cmdlet(VerbsCommon.Remove, "LakeRepository", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveLakeRepositoryCommand : ConnectedCmdlet
{
    /// <summary>The repositories' ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Repository")]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Removes read-only repositories too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            Attempt(name, () => Remove(LakeFSConnection.ResolveRepository(name)));
        }
    }

    private void Remove(string repository)
    {
        if (ShouldProcess($"repository '{repository}' with all its branches and commits", "Remove"))
        {
            WriteVerbose($"Removing repository '{repository}' at {LakeFSConnection.EndpointUrl}.");
            Wait(new LakeRepositories(LakeFSConnection).DeleteAsync(repository, Force, StopToken));
        }
    }
}
