using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Changes;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Lists a branch's uncommitted changes.</summary>
[Cmdlet(VerbsCommon.Get, "LakeChange")]
[Alias("Get-LakeStatus")]
[OutputType("LakeFS.S3.LakeChange")]
public sealed class GetLakeChangeCommand : RepositoryCmdlet
{
    /// <summary>The branch; by default the connection's.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set => field = CellOf(value); }

    /// <summary>The prefix of the keys.</summary>
    [Parameter(Position = 1)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>The maximum number of changes.</summary>
    [Parameter]
    [AllowNull]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Ref, () =>
    {
        ObjectAddress branch = ResolvePrefix(new ObjectName { Repository = Repository, Ref = Ref, Key = Prefix }, nameof(Prefix));
        WriteVerbose($"Listing the uncommitted changes of {Describe("branch", branch)} at {LakeFSConnection.EndpointUrl}.");
        bool found = false;
        ChangeSummary summary = new();
        foreach (LakeChange change in Await(new LakeChanges(LakeFSConnection).ListAsync(branch.Container, branch.Ref, branch.Key.Length == 0 ? null : branch.Key, StopToken))
            .Take(First ?? int.MaxValue))
        {
            found = true;
            summary.Add(change);
            WriteObject(change);
        }

        summary.ShowBy(this);

        WarnOfWildcard(found, branch.Key, "Filter the changes with Where-Object Key -like instead.");
    });
}
