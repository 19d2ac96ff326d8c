using System.Management.Automation;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>A cmdlet that works in one repository.</summary>
public abstract class RepositoryCmdlet : ConnectedCmdlet
{
    /// <summary>The repository; the connection's default where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set => field = CellOf(value); }

    /// <summary>A ref of the repository, with the connection's defaults filled in.</summary>
    /// <param name="reference">What the user said, or null.</param>
    /// <returns>Repository and ref.</returns>
    private protected ObjectAddress ResolveRef(string? reference) => ResolveRef(Repository, reference);
}
