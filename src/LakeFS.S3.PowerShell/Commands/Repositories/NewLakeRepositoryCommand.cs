using System.Management.Automation;
using LakeFS.S3.Addressing;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Creates a repository.</summary>
[Cmdlet(VerbsCommon.New, "LakeRepository", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeRepository")]
public sealed class NewLakeRepositoryCommand : ConnectedCmdlet
{
    /// <summary>The repository's id.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [NoScriptBlock]
    [Alias("Repository")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Name { get; set; }

    /// <summary>Where the server stores its objects; must never have been used before.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [NoScriptBlock]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? StorageNamespace { get; set; }

    /// <summary>The name of the first branch; by default main.</summary>
    [Parameter]
    [NoScriptBlock]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? DefaultBranch { get; set; }

    /// <summary>Creates a read-only repository.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        string repository = AddressUri.RepositoryIn(Name!);
        if (!ShouldProcess($"repository '{repository}' in {StorageNamespace}", "Create"))
        {
            return;
        }

        RepositoryRequest request = new() { StorageNamespace = StorageNamespace!, DefaultBranch = DefaultBranch, ReadOnly = ReadOnly };
        WriteVerbose($"Creating repository '{repository}' in {StorageNamespace} at {LakeFSConnection.EndpointUrl}.");
        WriteObject(Await(new LakeRepositories(LakeFSConnection).CreateAsync(repository, request, StopToken)));
    });
}
