using System.Globalization;
using System.Threading;
using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell.Commands.Transfers;

/// <summary>Counts what was read without a proof that it is right, from any thread, for one warning at the end.</summary>
internal sealed class UnverifiedContent
{
    private string? _first;
    private long _count;

    /// <summary>Notes how a transfer ended.</summary>
    public void Note(LakeTransferResult result)
    {
        if (!result.Verified)
        {
            Interlocked.CompareExchange(ref _first, result.Uri, null);
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>Writes the warning, where there is something to warn of.</summary>
    public void WarnBy(LakeCmdlet cmdlet)
    {
        if (_count == 1)
        {
            cmdlet.WriteWarning($"{_first} could not be verified: its ETag is not a hash of the content that can be computed here.");
        }
        else if (_count > 1)
        {
            cmdlet.WriteWarning(string.Format(
                CultureInfo.CurrentCulture,
                "{0:N0} objects could not be verified, such as {1}: their ETags are not hashes of the content that can be computed here.",
                _count,
                _first));
        }
    }
}
