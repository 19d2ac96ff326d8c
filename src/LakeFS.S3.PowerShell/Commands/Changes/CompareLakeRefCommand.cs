using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Changes;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Lists the differences between two refs.</summary>
[Cmdlet(VerbsData.Compare, "LakeRef")]
[Alias("Get-LakeDiff")]
[OutputType("LakeFS.S3.LakeChange")]
public sealed class CompareLakeRefCommand : RepositoryCmdlet
{
    /// <summary>The ref to compare with: the destination of a merge.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Left")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? ReferenceRef { get; set; }

    /// <summary>The ref to compare: the source of a merge.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Right", "Ref")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? DifferenceRef { get; set; }

    /// <summary>The prefix of the keys.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>Compares the refs directly, instead of the changes on the second since their merge base.</summary>
    [Parameter]
    public SwitchParameter TwoDot { get; set; }

    /// <summary>The maximum number of changes.</summary>
    [Parameter]
    [AllowNull]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(DifferenceRef, () =>
    {
        ObjectAddress[] refs = ResolveRefs(Repository, ReferenceRef, DifferenceRef);
        (ObjectAddress before, ObjectAddress after) = (refs[0], refs[1]);
        ObjectAddress prefix = LakeFSConnection.ResolvePrefix(new ObjectName { Key = Prefix }, after);
        if (prefix.Container != after.Container || (prefix.Ref != after.Ref && prefix.Ref != before.Ref))
        {
            throw AddressErrors.SeveralRefs(prefix.WithKey(string.Empty).Uri, after.Uri);
        }

        WriteVerbose($"Comparing '{before.Ref}'{(TwoDot ? ".." : "...")}'{after.Ref}' of repository '{after.Container}' at {LakeFSConnection.EndpointUrl}.");
        CompareOptions options = new() { Prefix = prefix.Key.Length == 0 ? null : prefix.Key, Direct = TwoDot };
        bool found = false;
        ChangeSummary summary = new();
        foreach (LakeChange change in Await(new LakeChanges(LakeFSConnection).CompareAsync(after.Container, before.Ref, after.Ref, options, StopToken)).Take(First ?? int.MaxValue))
        {
            found = true;
            summary.Add(change);
            WriteObject(change);
        }

        summary.ShowBy(this);

        WarnOfWildcard(found, prefix.Key, "Filter the changes with Where-Object Key -like instead.");
    });
}
