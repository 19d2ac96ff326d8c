using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Lists the differences between two refs.</summary>
[Cmdlet(VerbsData.Compare, "LakeRef")]
[OutputType("LakeFS.S3.LakeChange")]
public sealed class CompareLakeRefCommand : RepositoryCmdlet
{
    /// <summary>The ref before: where a merge would go.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Left")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? ReferenceRef { get; set; }

    /// <summary>The ref after: what would be merged.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Right", "Ref")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? DifferenceRef { get; set; }

    /// <summary>What the keys begin with.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>Compares the two as they are, instead of what changed on the second since they parted.</summary>
    [Parameter]
    public SwitchParameter TwoDot { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(DifferenceRef, () =>
    {
        ObjectAddress before = ResolveRef(ReferenceRef);
        ObjectAddress after = ResolveRef(DifferenceRef);
        WriteVerbose($"Comparing '{before.Ref}'{(TwoDot ? ".." : "...")}'{after.Ref}' of repository '{after.Container}' at {LakeFSConnection.EndpointUrl}.");
        CompareOptions options = new() { Prefix = Prefix, Direct = TwoDot };
        foreach (LakeChange change in Await(new LakeChanges(LakeFSConnection).CompareAsync(after.Container, before.Ref, after.Ref, options, StopToken)))
        {
            WriteObject(change);
        }
    });
}
