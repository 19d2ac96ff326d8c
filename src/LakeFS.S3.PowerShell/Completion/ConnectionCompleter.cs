using System.Collections;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes the names of open connections.</summary>
public sealed class ConnectionCompleter : LakeCompleter
{
    /// <inheritdoc/>
    protected override void AddQuery(System.Management.Automation.PowerShell shell, string word, IDictionary bound) =>
        shell.AddCommand("LakeFS.S3\\Get-LakeS3Connection").AddParameter("Name", WildcardPattern.Escape(word) + "*");

    /// <inheritdoc/>
    protected override string TextOf(PSObject found) => ((LakeConnection)found.BaseObject).Name;
}
