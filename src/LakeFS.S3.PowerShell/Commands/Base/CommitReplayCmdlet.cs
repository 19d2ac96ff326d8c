using System.Collections;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>A cmdlet that replays a commit on a branch, forwards or backwards, as a new commit.</summary>
public abstract class CommitReplayCmdlet : ConnectedCmdlet
{
    /// <summary>The repository; the connection's default where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set => field = CellOf(value); }

    /// <summary>The commit's id, also abbreviated, or a ref that leads to it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CommitCompleter))]
    public string? Id { get; set; }

    /// <summary>The branch that gets the new commit; the connection's default ref where left out.</summary>
    [Parameter(Position = 1)]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Branch { get; set; }

    /// <summary>Against which of a merge commit's parents its changes are taken; 1 for what it brought into its branch.</summary>
    [Parameter]
    [ValidateRange(1, 2)]
    public int ParentNumber { get; set; }

    /// <summary>What the new commit says; lakeFS's own words where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Message { get; set; }

    /// <summary>Names and texts kept with the new commit.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>Returns the new commit.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What ShouldProcess calls it.</summary>
    protected abstract string Action { get; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Attempt(Id, () =>
    {
        ObjectAddress branch = ResolveRef(Repository, Branch);
        string commit = ResolveRef(Repository, Id).Ref;
        if (ShouldProcess(Describe("branch", branch), $"{Action} commit '{commit}'"))
        {
            WriteVerbose($"{Action} commit '{commit}' on {Describe("branch", branch)} at {LakeFSConnection.EndpointUrl}.");
            Replay(branch, commit);
        }
    });

    /// <summary>Makes the new commit.</summary>
    /// <param name="branch">The branch that gets it.</param>
    /// <param name="commit">The commit that is replayed.</param>
    protected abstract void Replay(ObjectAddress branch, string commit);
}
