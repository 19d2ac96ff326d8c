using System.Management.Automation;
using LakeFS.S3.Addressing;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Creates a branch.</summary>
[Cmdlet(VerbsCommon.New, "LakeBranch", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeBranch")]
public sealed class NewLakeBranchCommand : RepositoryCmdlet
{
    /// <summary>The new branch's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [NoScriptBlock]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Name { get; set; }

    /// <summary>The branch, tag or commit to create it from; by default the connection's ref.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Ref")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Source { get; set => field = CellOf(value); }

    /// <summary>Hides the branch from lists that do not include hidden ones.</summary>
    [Parameter]
    public SwitchParameter Hidden { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        string name = AddressUri.RefIn(Name!).Ref;
        NameRules.CheckBranch(name);
        string repository = ResolveRepository(Repository, Name, Source);
        ObjectAddress source = ResolveRef(repository, Source);
        ObjectAddress branch = new(repository, name, string.Empty);
        if (!ShouldProcess(Describe("branch", branch), $"Create from '{source.Ref}'"))
        {
            return;
        }

        WriteVerbose($"Creating {Describe("branch", branch)} from '{source.Ref}' at {LakeFSConnection.EndpointUrl}.");
        WriteObject(Await(new LakeBranches(LakeFSConnection).CreateAsync(
            branch.Container, branch.Ref, new BranchRequest { Source = source.Ref, Hidden = Hidden }, StopToken)));
    });
}
