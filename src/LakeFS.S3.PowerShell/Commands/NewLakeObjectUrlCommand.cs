using System;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Makes a URL that lets anybody read or write one object for a while.</summary>
[Cmdlet(VerbsCommon.New, "LakeObjectUrl")]
[OutputType(typeof(string))]
public sealed class NewLakeObjectUrlCommand : EachObjectCmdlet
{
    // What SigV4 allows; lakeFS 1.84 answers 400 above it (auth-presigned #32).
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // lakeFS 1.84 refuses older URLs whatever they say (auth-presigned #28).
    private static readonly TimeSpan LongestOnLakeFS = TimeSpan.FromMinutes(15);

    private bool _hasWarned;

    /// <summary>What the URL is for: GET to read, PUT to write.</summary>
    [Parameter]
    [ValidateSet("GET", "PUT")]
    public string Method { get; set; } = "GET";

    /// <summary>How long the URL holds.</summary>
    [Parameter]
    public TimeSpan ExpiresIn { get; set; } = LongestOnLakeFS;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ExpiresIn <= TimeSpan.Zero || ExpiresIn > Longest)
        {
            ThrowTerminatingError(LakeErrorRecord.From(CmdletErrors.ExpiryInvalid(ExpiresIn, Longest), ExpiresIn));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessObject(ObjectAddress address)
    {
        if (address.IsOnLakeFS && ExpiresIn > LongestOnLakeFS && !_hasWarned)
        {
            WriteWarning($"lakeFS 1.84 ends URLs after {LongestOnLakeFS.TotalMinutes} minutes whatever they say.");
            _hasWarned = true;
        }

        WriteVerbose($"Signing a URL for {address.Uri} {Via.Describe(address)}.");
        WriteObject(Await(new LakeObjects(Via).PresignAsync(address, Method.Equals("PUT", StringComparison.OrdinalIgnoreCase), ExpiresIn)));
    }
}
