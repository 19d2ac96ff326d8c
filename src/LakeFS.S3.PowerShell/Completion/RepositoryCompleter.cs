using System.Collections;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes repositories.</summary>
public sealed class RepositoryCompleter : LakeCompleter
{
    /// <inheritdoc/>
    protected override void AddQuery(System.Management.Automation.PowerShell shell, string word, IDictionary bound)
    {
        shell.AddCommand("LakeFS.S3\\Get-LakeRepository").AddParameter("Name", WildcardPattern.Escape(word) + "*");
        Forward(shell, bound, "Connection");
    }

    /// <inheritdoc/>
    protected override string TextOf(PSObject found) => ((LakeRepository)found.BaseObject).Repository;
}
