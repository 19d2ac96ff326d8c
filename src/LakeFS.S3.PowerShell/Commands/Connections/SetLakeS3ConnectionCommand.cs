using System;
using System.Management.Automation;
using LakeFS.S3.Http;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Connections;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Makes a connection the session's, and changes the repository and ref that it defaults to.</summary>
[Cmdlet(VerbsCommon.Set, "LakeS3Connection")]
[OutputType("LakeFS.S3.LakeS3Connection")]
public sealed class SetLakeS3ConnectionCommand : LakeCmdlet
{
    /// <summary>The connection's name; by default the session's connection.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string? Name { get; set; }

    /// <summary>The new default repository.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>The new default ref: a branch, tag or commit id; with -Repository, by default its default branch.</summary>
    [Parameter]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set; }

    /// <summary>The new default bucket; for S3.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? BucketName { get; set; }

    /// <summary>Does not send a request to verify the repository and the ref.</summary>
    [Parameter]
    public SwitchParameter NoVerify { get; set; }

    /// <summary>Returns the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool HasDefaults => (Repository ?? Ref ?? BucketName) is not null;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        if (EmptyParameter() is LakeS3Exception empty)
        {
            throw empty;
        }

        ConnectionTable connections = ConnectionTable.Of(SessionState);
        LakeConnection known = (Name is null ? SessionConnection(connections) : connections.Find(Name)) ?? throw CmdletErrors.ConnectionNotFound(Name);
        LakeConnection changed = HasDefaults ? WithDefaults(known, connections) : known;
        if (connections.HasTransaction && !connections.IsCurrent(known))
        {
            WriteWarning($"The connection '{known.Name}' does not take part in the transaction under way, and is used from now on.");
        }

        connections.Switch(known, changed);
        WriteVerbose($"The session's connection is {PromptText.Of(changed)}.");
        if (PassThru)
        {
            WriteObject(changed);
        }
    });

    private LakeConnection? SessionConnection(ConnectionTable connections) =>
        connections.Current ?? AutoConnection.Open(SessionState, new ConnectionNotices(WriteVerbose, WriteWarning), WriteVerbose);

    private LakeS3Connection WithDefaults(LakeConnection known, ConnectionTable connections)
    {
        LakeS3Connection store = known as LakeS3Connection ?? throw CmdletErrors.NeedsLakeFS(MyInvocation.MyCommand.Name, known);
        if (connections.IsInTransaction(store))
        {
            throw CmdletErrors.ConnectionInTransaction(store);
        }

        LakeS3Connection changed = store.WithDefaults(DefaultsChange.Of(store, Repository, Ref, BucketName));
        if (!NoVerify)
        {
            Wait(changed.VerifyAsync(Math.Min(changed.MaxRetries, RetryPolicy.MaxInteractiveRetries), StopToken));
        }

        return changed;
    }
}
