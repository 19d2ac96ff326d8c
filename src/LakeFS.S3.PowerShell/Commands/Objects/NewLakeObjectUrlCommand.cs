using System;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Makes a URL that lets anybody read or write one object for a while.</summary>
[Cmdlet(VerbsCommon.New, "LakeObjectUrl")]
[OutputType(typeof(string))]
public sealed class NewLakeObjectUrlCommand : ObjectCmdlet
{
    // What SigV4 allows; lakeFS 1.84 answers 400 above it (auth-presigned #32).
    private static readonly TimeSpan MaxExpiry = TimeSpan.FromDays(7);

    // lakeFS 1.84 refuses older URLs whatever they say (auth-presigned #28).
    private static readonly TimeSpan MaxExpiryOnLakeFS = TimeSpan.FromMinutes(15);

    private bool _hasWarned;

    /// <summary>The path inside the ref, or a whole address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>What the URL is for: GET to read, PUT to write.</summary>
    [Parameter]
    [ValidateSet("GET", "PUT")]
    public string Method { get; set; } = "GET";

    /// <summary>How long the URL holds.</summary>
    [Parameter]
    public TimeSpan ExpiresIn { get; set; } = MaxExpiryOnLakeFS;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ExpiresIn <= TimeSpan.Zero || ExpiresIn > MaxExpiry)
        {
            ThrowTerminatingError(LakeErrorRecord.From(CmdletErrors.ExpiryInvalid(ExpiresIn, MaxExpiry), ExpiresIn));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachObject(Key, Sign);

    private void Sign(ObjectAddress address)
    {
        if (address.IsOnLakeFS && ExpiresIn > MaxExpiryOnLakeFS && !_hasWarned)
        {
            WriteWarning($"lakeFS 1.84 ends URLs after {MaxExpiryOnLakeFS.TotalMinutes} minutes whatever they say.");
            _hasWarned = true;
        }

        WriteVerbose($"Signing a URL for {address.Uri} {ActiveConnection.Describe(address)}.");
        WriteObject(Await(new LakeObjects(ActiveConnection).PresignAsync(address, Method.Equals("PUT", StringComparison.OrdinalIgnoreCase), ExpiresIn)));
    }
}
