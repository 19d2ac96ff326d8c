using System.Collections;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell;

/// <summary>Commits a branch's uncommitted changes.</summary>
[Cmdlet(VerbsCommon.New, "LakeCommit", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeCommit")]
public sealed class NewLakeCommitCommand : ConnectedCmdlet
{
    /// <summary>What the commit says.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Message { get; set; }

    /// <summary>The branch; the connection's default ref where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set; }

    /// <summary>The repository; the connection's default where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Names and texts kept with the commit.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>Commits even if nothing has changed.</summary>
    [Parameter]
    public SwitchParameter AllowEmpty { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Ref, () =>
    {
        ObjectAddress branch = Lake.ResolvePrefix(new ObjectName { Repository = Repository, Ref = Ref });
        if (!ShouldProcess($"branch '{branch.Ref}' of repository '{branch.Repository}'", "Commit"))
        {
            return;
        }

        CommitRequest request = new() { Message = Message!, Metadata = CommitMetadata.Of(Metadata), AllowEmpty = AllowEmpty };
        WriteVerbose($"Committing branch '{branch.Ref}' of repository '{branch.Repository}' at {Lake.EndpointUrl}.");
        WriteObject(Await(new LakeCommits(Lake).CommitAsync(branch.Repository, branch.Ref, request, StopToken)));
    });
}
