using System;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Provider.Places;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>
/// The base class of cmdlets whose objects are given by repository, ref and key, by bucket and key, or by address. They
/// work with lakeFS, S3 stores and routers.
/// </summary>
public abstract class ObjectCmdlet : ConnectedCmdlet
{
    private bool _hasWarnedOfPath;

    /// <summary>The repository; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set => field = CellOf(value); }

    /// <summary>A branch, tag, commit id or ref expression; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set => field = CellOf(value); }

    /// <summary>A bucket; on lakeFS the repository as named in S3, and the key then starts with the ref.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BucketCompleter))]
    public string? BucketName { get; set => field = CellOf(value); }

    /// <summary>Resolves the address of one object.</summary>
    /// <param name="key">The key, or a complete address.</param>
    /// <returns>The address.</returns>
    protected ObjectAddress ResolveObject(string? key) => ActiveConnection.ResolveObject(NameOf(key, "Key"));

    /// <summary>Resolves the address of all objects with a prefix.</summary>
    /// <param name="prefix">The prefix, or a complete address.</param>
    /// <param name="parameter">The parameter with the prefix.</param>
    /// <returns>The address.</returns>
    private protected ObjectAddress ResolvePrefix(string? prefix, string parameter = "Prefix") => ActiveConnection.ResolvePrefix(NameOf(prefix, parameter));

    /// <summary>
    /// Runs an action for each of several objects; after an error it continues with the others, unless they would fail too.
    /// </summary>
    /// <param name="keys">The keys, or complete addresses.</param>
    /// <param name="action">The action.</param>
    private protected void ForEachObject(string[] keys, Action<ObjectAddress> action)
    {
        foreach (string key in keys)
        {
            Attempt(key, () => action(ResolveObject(key)));
        }
    }

    /// <inheritdoc/>
    private protected sealed override void RequireConnection() => _ = ActiveConnection;

    /// <summary>The listed object, if it is the one with this address: other parameters can make the command mean another one.</summary>
    /// <param name="listed">The listed object, or null.</param>
    /// <param name="address">The address that the command means.</param>
    /// <returns>The listed object, or null.</returns>
    private protected static LakeObject? IfListed(LakeObject? listed, ObjectAddress address) =>
        listed is not null && listed.ToAddress().Equals(address) ? listed : null;

    /// <summary>The name given by the addressing parameters and a key.</summary>
    /// <param name="key">The key, or a complete address; null for none.</param>
    /// <param name="keyParameter">The parameter with the key.</param>
    /// <param name="below">A literal key to append; null for none.</param>
    /// <returns>The name, for a connection to resolve.</returns>
    private protected ObjectName NameOf(string? key, string keyParameter, string? below = null)
    {
        // A path on a drive is an address, and what comes from the pipeline is a key.
        string? named = IsTyped(keyParameter) ? DriveAddress.Of(SessionState, ActiveConnection, key) : key;
        if (named is not null && named == key && IsTyped(keyParameter))
        {
            WarnOfPath(named);
        }

        return Read(new ObjectName { Key = named, LiteralKey = below, Repository = Repository, Ref = Ref, BucketName = BucketName }, keyParameter);
    }

    // A key with a slash at its start is another than the one without, and in keys a backslash separates nothing.
    private void WarnOfPath(string key)
    {
        if (!_hasWarnedOfPath && KeyLikePath.KeyOf(key) is string usual)
        {
            _hasWarnedOfPath = true;
            WriteWarning($"'{key}' is used as it is, although it looks like the path of a file. Keys are usually written like '{usual}'.");
        }
    }

    /// <summary>Warns about patterns that no key can match.</summary>
    /// <param name="filter">-Include and -Exclude.</param>
    private protected void WarnOfImpossible(ObjectFilter filter)
    {
        foreach (string pattern in filter.Impossible)
        {
            WriteWarning($"The pattern '{pattern}' matches nothing: keys are matched below the prefix, without empty parts, '.' and '..'.");
        }
    }

    /// <summary>Warns about links that were skipped.</summary>
    /// <param name="links">The value of -Link; null if it does not apply.</param>
    private protected void WarnOfPassedOver(LinkChoice? links)
    {
        if (links?.Warning is string warning)
        {
            WriteWarning(warning);
        }
    }
}
