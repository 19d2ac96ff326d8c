using System;
using System.Collections.Generic;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>The arguments that take branches, because tags and commits can't be written to.</summary>
internal static class BranchArguments
{
    private static readonly HashSet<string> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        "Copy-LakeCommit", "Get-LakeBranch", "Get-LakeChange", "Get-LakeImport", "Import-LakeObject", "Invoke-LakeTransaction", "New-LakeCommit", "Remove-LakeBranch",
        "Remove-LakeObject", "Remove-LakeUpload", "Reset-LakeBranch", "Stop-LakeImport", "Undo-LakeCommit", "Write-LakeObject",
    };

    /// <summary>Whether a parameter takes branches only. -To of Reset-LakeBranch is what a branch is reset to.</summary>
    public static bool Has(string command, string parameter) =>
        parameter is "Destination" or "DestinationRef" || (Commands.Contains(command) && parameter != "To");
}
