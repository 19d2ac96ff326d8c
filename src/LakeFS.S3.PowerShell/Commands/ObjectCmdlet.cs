using System.Management.Automation;

namespace LakeFS.S3.PowerShell;

/// <summary>A cmdlet that names objects: by repository, ref and key, by bucket and key, or by whole addresses.</summary>
public abstract class ObjectCmdlet : ConnectedCmdlet
{
    /// <summary>The repository; the connection's default where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>A branch, tag, commit id or ref expression; the connection's default where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set; }

    /// <summary>The repository as S3 names it; the key then begins with the ref.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? BucketName { get; set; }

    /// <summary>The address of one object.</summary>
    /// <param name="key">The key, or a whole address.</param>
    /// <returns>The address.</returns>
    protected ObjectAddress ResolveObject(string? key) => Lake.ResolveObject(NameOf(key));

    /// <summary>The address of everything under a prefix.</summary>
    /// <param name="prefix">The prefix, or a whole address.</param>
    /// <returns>The address.</returns>
    protected ObjectAddress ResolvePrefix(string? prefix) => Lake.ResolvePrefix(NameOf(prefix));

    private ObjectName NameOf(string? key) => new() { Key = key, Repository = Repository, Ref = Ref, BucketName = BucketName };
}
