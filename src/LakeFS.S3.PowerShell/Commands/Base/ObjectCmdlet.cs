using System;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>
/// A cmdlet that names objects: by repository, ref and key, by bucket and key, or by whole addresses. It works over lakeFS,
/// over a plain S3 store and over a router.
/// </summary>
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

    /// <summary>A bucket; on lakeFS the repository as S3 names it, and the key then begins with the ref.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? BucketName { get; set; }

    /// <summary>The address of one object.</summary>
    /// <param name="key">The key, or a whole address.</param>
    /// <returns>The address.</returns>
    protected ObjectAddress ResolveObject(string? key) => ActiveConnection.ResolveObject(NameOf(key));

    /// <summary>The address of everything under a prefix.</summary>
    /// <param name="prefix">The prefix, or a whole address.</param>
    /// <returns>The address.</returns>
    protected ObjectAddress ResolvePrefix(string? prefix) => ActiveConnection.ResolvePrefix(NameOf(prefix));

    /// <summary>Does the same with each of several objects; an error ends neither the others nor the pipeline where they could succeed.</summary>
    /// <param name="keys">Their keys, or whole addresses.</param>
    /// <param name="action">What is done with one of them.</param>
    private protected void ForEachObject(string[] keys, Action<ObjectAddress> action)
    {
        foreach (string key in keys)
        {
            Attempt(key, () => action(ResolveObject(key)));
        }
    }

    /// <inheritdoc/>
    private protected sealed override void RequireConnection() => _ = ActiveConnection;

    /// <summary>What a list showed of an object; null where the object is another one than the list's, because more was said than its name.</summary>
    /// <param name="listed">The object of the list; null where there is none.</param>
    /// <param name="address">The object that is meant.</param>
    /// <returns>The object of the list, or null.</returns>
    private protected static LakeObject? IfListed(LakeObject? listed, ObjectAddress address) =>
        listed is not null && listed.ToAddress().Equals(address) ? listed : null;

    /// <summary>What the addressing parameters and a key say together.</summary>
    /// <param name="key">The key, or a whole address; null for none.</param>
    /// <returns>The name, to be resolved by a connection.</returns>
    private protected ObjectName NameOf(string? key) => new() { Key = key, Repository = Repository, Ref = Ref, BucketName = BucketName };

    /// <summary>Warns of patterns that no key can match.</summary>
    /// <param name="filter">-Include and -Exclude.</param>
    private protected void WarnOfImpossible(ObjectFilter filter)
    {
        foreach (string pattern in filter.Impossible)
        {
            WriteWarning($"The pattern '{pattern}' matches nothing: keys are matched below the prefix, without empty parts, '.' and '..'.");
        }
    }

    /// <summary>Says how many links were passed over.</summary>
    /// <param name="links">-Link; null where it was not needed.</param>
    private protected void WarnOfPassedOver(LinkChoice? links)
    {
        if (links?.Warning is string warning)
        {
            WriteWarning(warning);
        }
    }
}
