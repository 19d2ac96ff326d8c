using System.Collections;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes tags.</summary>
public sealed class TagCompleter : LakeCompleter
{
    /// <inheritdoc/>
    protected override void AddQuery(System.Management.Automation.PowerShell shell, string word, IDictionary bound)
    {
        shell.AddCommand("LakeFS.S3\\Get-LakeTag").AddParameter("Name", WildcardPattern.Escape(word) + "*");
        Forward(shell, bound, "Connection", "Repository");
    }

    /// <inheritdoc/>
    protected override string TextOf(PSObject found) => ((LakeTag)found.BaseObject).Ref;
}
