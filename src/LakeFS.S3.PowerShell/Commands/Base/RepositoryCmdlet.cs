using System.Management.Automation;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets for one repository.</summary>
public abstract class RepositoryCmdlet : ConnectedCmdlet
{
    /// <summary>The repository; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Resolves a ref, using the connection's defaults.</summary>
    /// <param name="reference">The ref given by the user, or null.</param>
    /// <returns>The address of the ref.</returns>
    private protected ObjectAddress ResolveRef(string? reference) => ResolveRef(Repository, reference);
}
