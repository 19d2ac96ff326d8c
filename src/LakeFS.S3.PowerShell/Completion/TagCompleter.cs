using System.Collections;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes tags.</summary>
public sealed class TagCompleter : LakeCompleter
{
    /// <inheritdoc/>
    protected override void Ask(System.Management.Automation.PowerShell shell, string word, IDictionary bound)
    {
        shell.AddCommand("LakeFS.S3\\Get-LakeTag").AddParameter("Name", WildcardPattern.Escape(word) + "*");
        PassOn(shell, bound, "Connection", "Repository");
    }

    /// <inheritdoc/>
    protected override string Text(PSObject found) => ((LakeTag)found.BaseObject).Ref;
}
