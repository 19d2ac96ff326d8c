using System.Management.Automation;

namespace LakeFS.S3.PowerShell;

/// <summary>A cmdlet that works in one repository.</summary>
public abstract class RepositoryCmdlet : ConnectedCmdlet
{
    /// <summary>The repository; the connection's default where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>A ref of the repository, with the connection's defaults filled in.</summary>
    /// <param name="reference">What the user said, or null.</param>
    /// <returns>Repository and ref.</returns>
    protected ObjectAddress ResolveRef(string? reference) => Lake.ResolvePrefix(new ObjectName { Repository = Repository, Ref = reference });

    /// <summary>What a ref is called in messages.</summary>
    /// <param name="what">Branch, tag or ref.</param>
    /// <param name="address">Where it is.</param>
    /// <returns>Such as <c>branch 'dev' of repository 'lake'</c>.</returns>
    protected static string Describe(string what, ObjectAddress address) => $"{what} '{address.Ref}' of repository '{address.Container}'";
}
