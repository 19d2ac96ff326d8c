using System.Collections;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Merges a ref into a branch.</summary>
[Cmdlet(VerbsData.Merge, "LakeBranch", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeCommit")]
public sealed class MergeLakeBranchCommand : RepositoryCmdlet
{
    /// <summary>The branch, tag or commit to merge.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Ref")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Source { get; set; }

    /// <summary>The branch to merge into; by default the connection's.</summary>
    [Parameter(Position = 1)]
    [NoScriptBlock]
    [Alias("Into")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Destination { get; set; }

    /// <summary>The message of the merge commit; by default lakeFS's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Message { get; set; }

    /// <summary>The commit's metadata: names and texts.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>Which side's object to use if both changed it; by default such a merge fails.</summary>
    [Parameter]
    [ValidateSet(StrategyName.SourceWins, StrategyName.DestinationWins)]
    public string? Strategy { get; set; }

    /// <summary>Merges all of the source's commits as one commit, whose only parent is the destination's last commit.</summary>
    [Parameter]
    public SwitchParameter Squash { get; set; }

    /// <summary>Creates a commit even if there is nothing to merge.</summary>
    [Parameter]
    public SwitchParameter AllowEmpty { get; set; }

    /// <summary>Accepted for scripts that ask for the merge commit, which is always returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Source, () =>
    {
        ObjectAddress[] refs = ResolveRefs(Repository, Source, Destination);
        (ObjectAddress source, ObjectAddress destination) = (refs[0], refs[1]);
        if (!ShouldProcess(Describe("branch", destination), $"Merge '{source.Ref}'"))
        {
            return;
        }

        LakeMerges merges = new(LakeFSConnection);
        if (Await(merges.LeavesBehindAsync(source.Container, source.Ref, StopToken)))
        {
            WriteWarning($"'{source.Ref}' has uncommitted changes, which are not merged. Get-LakeChange shows them, New-LakeCommit commits them.");
        }

        MergeRequest request = new()
        {
            Message = Message,
            Metadata = CommitMetadata.Of(Metadata),
            Strategy = StrategyName.Read(Strategy),
            Squash = Squash,
            AllowEmpty = AllowEmpty,
        };
        WriteVerbose($"Merging '{source.Ref}' into {Describe("branch", destination)} at {LakeFSConnection.EndpointUrl}.");
        string commit = Await(merges.MergeAsync(source.Container, source.Ref, destination.Ref, request, StopToken));
        WriteVerbose($"The merge is commit {commit}.");
        WriteNewCommit(new LakeCommits(LakeFSConnection).GetAsync(source.Container, commit, StopToken), $"The merge is done, as commit {commit}");
    });
}
