using System.Collections;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes commit ids from the log of the default ref.</summary>
public sealed class CommitCompleter : LakeCompleter
{
    private const int MaxCommits = 50;

    /// <inheritdoc/>
    protected override void AddQuery(System.Management.Automation.PowerShell shell, string word, IDictionary bound)
    {
        shell.AddCommand("LakeFS.S3\\Get-LakeCommit").AddParameter("First", MaxCommits);
        Forward(shell, bound, "Connection", "Repository");
        shell.AddCommand("Microsoft.PowerShell.Core\\Where-Object")
            .AddParameter("Property", "Id").AddParameter("Like").AddParameter("Value", WildcardPattern.Escape(word) + "*");
    }

    /// <inheritdoc/>
    protected override string TextOf(PSObject found) => ((LakeCommit)found.BaseObject).Id;
}
