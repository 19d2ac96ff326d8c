using System.Collections;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes keys, a folder at a time.</summary>
public sealed class KeyCompleter : LakeCompleter
{
    /// <inheritdoc/>
    protected override void AddQuery(System.Management.Automation.PowerShell shell, string word, IDictionary bound)
    {
        shell.AddCommand("LakeFS.S3\\Get-LakeObjectList").AddParameter("Prefix", word).AddParameter("Delimiter", "/");
        Forward(shell, bound, "Connection", "Repository", "Ref", "BucketName");
    }

    /// <inheritdoc/>
    protected override string TextOf(PSObject found) => ((LakeEntry)found.BaseObject).Key;
}
