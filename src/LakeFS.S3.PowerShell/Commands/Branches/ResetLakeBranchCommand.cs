using System;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Discards uncommitted changes, or moves a branch to another commit.</summary>
[Cmdlet(VerbsCommon.Reset, "LakeBranch", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType("LakeFS.S3.LakeBranch")]
public sealed class ResetLakeBranchCommand : RepositoryCmdlet
{
    /// <summary>
    /// The branch; by default the connection's ref. <c>main@</c>, the ref of removed objects from Get-LakeChange, means
    /// main.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Ref", "Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Name { get; set; }

    /// <summary>Discards only the uncommitted changes of these objects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>Discards only the uncommitted changes of objects with this prefix.</summary>
    [Parameter]
    [NoScriptBlock]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>
    /// The ref to move the branch to: it no longer contains the commits made since. Uncommitted changes are kept.
    /// </summary>
    [Parameter]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? To { get; set; }

    /// <summary>Returns the branch.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        // Here an empty cell of a table would not mean a default but all changes.
        if (EmptyParameter() is LakeS3Exception empty)
        {
            throw empty;
        }

        string? name = Name?.TrimEnd('@');
        if ((To is null ? 0 : 1) + (Prefix is null ? 0 : 1) + (Key.Length == 0 ? 0 : 1) > 1)
        {
            throw CmdletErrors.ResetAmbiguous();
        }

        ObjectAddress[] keys = Prefix is null ? ResolveKeys(name, nameof(Key), Key) : ResolveKeys(name, nameof(Prefix), [Prefix]);
        ObjectAddress[] moved = To is null ? [] : ResolveRefs(Repository, name, To);
        ObjectAddress branch = To is null ? RefOf(name, keys) : moved[0];
        bool isDone = this switch
        {
            { To: not null } => Move(branch, moved[1].Ref),
            { Key.Length: > 0 } => Array.TrueForAll(keys, key => Discard(branch, $"'{key.Key}'", ResetScope.Of(key.Key))),
            { Prefix: not null } => Discard(branch, $"'{keys[0].Key}*'", ResetScope.Below(keys[0].Key)),
            _ => Discard(branch, "all objects", ResetScope.All),
        };
        if (PassThru && isDone)
        {
            WriteObject(Await(new LakeBranches(LakeFSConnection).GetAsync(branch.Container, branch.Ref, StopToken)));
        }
    });

    private bool Discard(ObjectAddress branch, string what, ResetScope scope)
    {
        if (!ShouldProcess(Describe("branch", branch), $"Drop the uncommitted changes of {what}"))
        {
            return false;
        }

        WriteVerbose($"Dropping the uncommitted changes of {what} on {Describe("branch", branch)} at {LakeFSConnection.EndpointUrl}.");
        Wait(new LakeBranches(LakeFSConnection).ResetAsync(branch.Container, branch.Ref, scope, StopToken));
        return true;
    }

    private bool Move(ObjectAddress branch, string target)
    {
        if (!ShouldProcess(Describe("branch", branch), $"Take to '{target}', leaving commits made since"))
        {
            return false;
        }

        WriteVerbose($"Taking {Describe("branch", branch)} to '{target}' at {LakeFSConnection.EndpointUrl}.");
        Wait(new LakeBranches(LakeFSConnection).MoveAsync(branch.Container, branch.Ref, target, StopToken));
        if (Await(new LakeMerges(LakeFSConnection).LeavesBehindAsync(branch.Container, branch.Ref, StopToken)))
        {
            WriteWarning($"The uncommitted changes of '{branch.Ref}' stay on it, above '{target}'. Reset-LakeBranch without -To drops them.");
        }

        return true;
    }
}
