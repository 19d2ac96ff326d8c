using System.Collections;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that apply or revert a commit on a branch with a new commit.</summary>
public abstract class CommitReplayCmdlet : ConnectedCmdlet
{
    /// <summary>The repository; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set => field = CellOf(value); }

    /// <summary>The commit's id, which may be abbreviated, or a ref.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CommitCompleter))]
    public string? Id { get; set; }

    /// <summary>The branch to commit to; by default the connection's ref.</summary>
    [Parameter(Position = 1)]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Branch { get; set; }

    /// <summary>
    /// The parent of a merge commit that its changes are relative to; 1 for the changes that it merged into its branch.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 2)]
    public int ParentNumber { get; set; }

    /// <summary>The message of the new commit; by default lakeFS's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Message { get; set; }

    /// <summary>The new commit's metadata: names and texts.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>Accepted for scripts that ask for the new commit, which is always returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The action for ShouldProcess.</summary>
    protected abstract string Action { get; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Attempt(Id, () =>
    {
        ObjectAddress[] refs = ResolveRefs(Repository, Branch, Id);
        (ObjectAddress branch, string commit) = (refs[0], refs[1].Ref);
        if (ShouldProcess(Describe("branch", branch), $"{Action} commit '{commit}'"))
        {
            WriteVerbose($"{Action} commit '{commit}' on {Describe("branch", branch)} at {LakeFSConnection.EndpointUrl}.");
            Replay(branch, commit);
        }
    });

    /// <summary>Creates the new commit.</summary>
    /// <param name="branch">The branch to commit to.</param>
    /// <param name="commit">The commit to apply or revert.</param>
    protected abstract void Replay(ObjectAddress branch, string commit);
}
