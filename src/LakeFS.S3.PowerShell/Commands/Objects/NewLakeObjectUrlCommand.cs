using System;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Creates a URL with which anyone can read or write one object for a limited time.</summary>
[Cmdlet(VerbsCommon.New, "LakeObjectUrl")]
[OutputType(typeof(string))]
public sealed class NewLakeObjectUrlCommand : ObjectCmdlet
{
    // The maximum of SigV4; lakeFS 1.84 returns 400 for more (auth-presigned #32).
    private static readonly TimeSpan MaxExpiry = TimeSpan.FromDays(7);

    // lakeFS 1.84 rejects older URLs whatever their expiry (auth-presigned #28).
    private static readonly TimeSpan MaxExpiryOnLakeFS = TimeSpan.FromMinutes(15);

    private bool _hasWarned;
    private bool _hasWarnedOfDisposition;

    /// <summary>The path in the ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>The method: GET to read, PUT to write.</summary>
    [Parameter]
    [ValidateSet("GET", "PUT")]
    public string Method { get; set; } = "GET";

    /// <summary>How long the URL is valid.</summary>
    [Parameter]
    public TimeSpan ExpiresIn { get; set; } = MaxExpiryOnLakeFS;

    /// <summary>The Content-Disposition of the response, such as <c>attachment; filename="orders.csv"</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? ContentDisposition { get; set; }

    private bool IsForWriting => Method.Equals("PUT", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ExpiresIn <= TimeSpan.Zero || ExpiresIn > MaxExpiry)
        {
            ThrowTerminatingError(LakeErrorRecord.From(CmdletErrors.ExpiryInvalid(ExpiresIn, MaxExpiry), ExpiresIn));
        }

        if (ContentDisposition is not null && IsForWriting)
        {
            ThrowTerminatingError(LakeErrorRecord.From(CmdletErrors.DispositionOfUpload(), ContentDisposition));
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

        // A request with the parameter gets the content without the header, and the stored header is lost as well.
        if (address.IsOnLakeFS && ContentDisposition is not null && !_hasWarnedOfDisposition)
        {
            WriteWarning("lakeFS 1.84 ignores -ContentDisposition: the URL works, but its response names no file.");
            _hasWarnedOfDisposition = true;
        }

        WriteVerbose($"Signing a URL for {address.Uri} {ActiveConnection.Describe(address)}.");
        WriteObject(Await(new LakeObjects(ActiveConnection).PresignAsync(address, IsForWriting, ExpiresIn, ContentDisposition)));
    }
}
