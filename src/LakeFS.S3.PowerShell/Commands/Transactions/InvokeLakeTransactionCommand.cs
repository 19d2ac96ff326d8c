using System;
using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Runs a script block whose changes are merged into a branch completely or not at all.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "LakeTransaction", SupportsShouldProcess = true, DefaultParameterSetName = DefaultRefSet)]
[OutputType("LakeFS.S3.LakeCommit")]
public sealed class InvokeLakeTransactionCommand : ConnectedCmdlet
{
    private const string DefaultRefSet = "DefaultRef";
    private const string BranchSet = "Branch";

    private bool _hasBegun;
    private bool _isUnchanged;
    private bool _isDone;

    /// <summary>The branch to start from and merge into; by default the connection's ref.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BranchSet)]
    [Alias("Ref")]
    [NoScriptBlock(Hint = "Was it left out in front of the script block?")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Branch { get; set; }

    /// <summary>The message of the commit and the merge.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = BranchSet)]
    [Parameter(Mandatory = true, ParameterSetName = DefaultRefSet)]
    [NoScriptBlock(Hint = "Was it left out in front of the script block?")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Message { get; set; }

    /// <summary>The script block. Its first argument is the transaction.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = BranchSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = DefaultRefSet)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The repository; by default the connection's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>The metadata of the commit and the merge: names and texts.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>
    /// Which side's object to use if the branch has changed it in the meantime; by default the transaction fails.
    /// </summary>
    [Parameter]
    [ValidateSet(StrategyName.SourceWins, StrategyName.DestinationWins)]
    public string? Strategy { get; set; }

    /// <summary>Commits and merges even if nothing has changed.</summary>
    [Parameter]
    public SwitchParameter AllowEmpty { get; set; }

    /// <summary>Ends without an error, a commit or output if nothing was changed.</summary>
    [Parameter]
    public SwitchParameter AllowUnchanged { get; set; }

    /// <summary>Keeps the transaction's branch if the transaction fails.</summary>
    [Parameter]
    public SwitchParameter KeepOnFailure { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        LakeTransaction? transaction = null;
        LakeCommit? commit = null;
        try
        {
            transaction = Plan();
            if (ShouldProcess($"branch '{transaction.Branch}' of repository '{transaction.Repository}'", "Run the script block as a transaction"))
            {
                LakeTransaction planned = transaction;
                Traced(() => commit = Run(planned));
                _isDone = true;
            }
        }
        catch (LakeS3Exception error)
        {
            if (transaction is { MayBeMerged: true })
            {
                this.Warn($"No answer to the merge came. Get-LakeCommit tells whether it has reached branch '{transaction.Branch}'; it has done so as a whole or not at all.");
            }
            else if (transaction?.MergeId is not null)
            {
                this.Warn($"Everything has reached branch '{transaction.Branch}' by commit {transaction.MergeId}; only what came after the merge failed.");
            }

            ThrowTerminatingError(LakeErrorRecord.From(error, transaction?.Branch ?? Branch));
        }
        finally
        {
            if (transaction is { HasBranch: true })
            {
                CleanUp(transaction);
            }
        }

        if (commit is not null)
        {
            WriteObject(commit);
        }
    }

    // In another transaction on the same branch, the outer transaction's branch is meant: the inner changes are merged
    // together with the outer ones.
    private LakeTransaction Plan()
    {
        ObjectAddress target = ResolveRef(Repository, Branch);
        TransactionRequest request = new()
        {
            Message = Message!,
            Metadata = CommitMetadata.Of(Metadata),
            Strategy = StrategyName.Read(Strategy),
            AllowEmpty = AllowEmpty,
            // A branch that is kept must be visible in lists.
            Visible = KeepOnFailure,
        };
        LakeTransaction? outer = null;
        string branch = target.Ref;
        foreach (LakeTransaction running in Connections.TransactionsOver(LakeFSConnection))
        {
            if (running.Repository == target.Container && (branch == running.Branch || branch == running.Ref))
            {
                outer = running;
                branch = running.Ref;
            }
        }

        return outer is null ? new LakeTransaction(LakeFSConnection, target.Container, target.Ref, request) : new LakeTransaction(outer, request);
    }

    private LakeCommit? Run(LakeTransaction transaction)
    {
        WriteVerbose($"Beginning a transaction on branch '{transaction.Ref}' of repository '{transaction.Repository}' at {LakeFSConnection.EndpointUrl}.");
        Wait(transaction.BeginAsync(StopToken));
        _hasBegun = true;
        RunBlock(transaction);
        WriteVerbose($"Committing '{transaction.Ref}' and merging it into '{transaction.Branch}'.");
        try
        {
            return Await(transaction.CompleteAsync(StopToken));
        }
        catch (LakeS3Exception unchanged) when (AllowUnchanged && ErrorCatalog.NothingToCommit.Is(unchanged))
        {
            _isUnchanged = true;
            WriteVerbose(unchanged.Message);
            return null;
        }
    }

    private void RunBlock(LakeTransaction transaction)
    {
        ConnectionTable connections = Connections;
        // Functions of a script module use the session's preference, not that of the calling block.
        PSVariable preference = SessionState.PSVariable.Get("global:ErrorActionPreference");
        object before = preference.Value;
        connections.Enter(transaction);
        try
        {
            preference.Value = ActionPreference.Stop;
            InvokeCommand.InvokeScript(
                "$ErrorActionPreference = 'Stop'; & $args[0] $args[1]",
                useNewScope: true,
                PipelineResultTypes.Output | PipelineResultTypes.Error,
                input: null,
                ScriptBlock!,
                transaction);
        }
        catch (Exception exit) when (exit is FlowControlException || (exit is PipelineStoppedException && !StopToken.IsCancellationRequested))
        {
            this.Warn($"The script block was left before its end, by break, continue, exit, or a pipeline that took no more. Nothing has reached branch '{transaction.Branch}'.");
            throw;
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            // The error is shown where the block threw it; otherwise it would be attributed to this cmdlet.
            error.WasThrownFromThrowStatement = true;
            throw;
        }
        finally
        {
            preference.Value = before;
            connections.Leave(transaction);
        }
    }

    private void CleanUp(LakeTransaction transaction)
    {
        if (KeepOnFailure && _hasBegun && !_isUnchanged && transaction.MergeId is null)
        {
            this.Warn($"The transaction's branch '{transaction.Ref}' of repository '{transaction.Repository}' is kept; {(transaction.MayBeMerged ? "its merge may have reached" : "nothing has reached")} '{transaction.Branch}'.");
            return;
        }

        try
        {
            using CancellationTokenSource timeout = new(CleanUpLimit.Timeout);
            transaction.EndAsync(timeout.Token).GetAwaiter().GetResult();
            if (_hasBegun && !_isDone && transaction.MergeId is null && !transaction.MayBeMerged)
            {
                this.Warn($"The transaction failed: branch '{transaction.Branch}' of repository '{transaction.Repository}' is as it was, and the transaction's own branch is removed.");
            }
        }
        catch (Exception error) when (error is LakeS3Exception or OperationCanceledException)
        {
            this.Warn($"The transaction's branch '{transaction.Ref}' of repository '{transaction.Repository}' may still be there: {CleanUpLimit.ReasonOf(error)} "
                + $"Remove-LakeBranch '{transaction.Ref}' -Repository '{transaction.Repository}' -Force removes it.");
        }
    }
}
