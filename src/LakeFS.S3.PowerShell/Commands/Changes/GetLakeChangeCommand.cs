using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Lists a branch's uncommitted changes.</summary>
[Cmdlet(VerbsCommon.Get, "LakeChange")]
[OutputType("LakeFS.S3.LakeChange")]
public sealed class GetLakeChangeCommand : RepositoryCmdlet
{
    /// <summary>The prefix of the keys.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>The branch; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Ref, () =>
    {
        ObjectAddress branch = ResolveRef(Ref);
        WriteVerbose($"Listing the uncommitted changes of {Describe("branch", branch)} at {LakeFSConnection.EndpointUrl}.");
        foreach (LakeChange change in Await(new LakeChanges(LakeFSConnection).ListAsync(branch.Container, branch.Ref, Prefix, StopToken)))
        {
            WriteObject(change);
        }
    });
}
