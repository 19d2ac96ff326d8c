using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell.Commands.Transfers;

/// <summary>What is worth knowing about how content was transferred.</summary>
internal static class TransferNotes
{
    /// <summary>Writes how many requests were allowed at once, and which way content went.</summary>
    public static void WriteBy(LakeCmdlet cmdlet, LakeTransfers? transfers)
    {
        foreach (string text in transfers?.Describe() ?? [])
        {
            cmdlet.WriteVerbose(text);
        }
    }
}
