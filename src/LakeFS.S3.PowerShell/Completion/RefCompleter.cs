using System.Collections;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes branches, but not tags and commit ids.</summary>
public sealed class RefCompleter : LakeCompleter
{
    /// <inheritdoc/>
    protected override void AddQuery(System.Management.Automation.PowerShell shell, string word, IDictionary bound)
    {
        shell.AddCommand("LakeFS.S3\\Get-LakeBranch").AddParameter("Name", WildcardPattern.Escape(word) + "*");
        Forward(shell, bound, "Connection", "Repository");
    }

    /// <inheritdoc/>
    protected override string TextOf(PSObject found) => ((LakeBranch)found.BaseObject).Ref;
}
