using System;

namespace LakeFS.S3;

/// <summary>What objects are reached through: a connection to one store, or a router over several.</summary>
public abstract class LakeConnection : IDisposable
{
    private protected LakeConnection(string name)
    {
        Name = name;
    }

    /// <summary>The connection's name.</summary>
    public string Name { get; }

    /// <summary>Whether the connection still serves; false once it was closed.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>How many requests one operation has under way at the most.</summary>
    public abstract int MaxConcurrency { get; }

    /// <summary>The address of one object, with defaults filled in.</summary>
    /// <param name="name">What the user said.</param>
    /// <param name="source">Whose repository, ref and bucket are the defaults; the connection's own where null.</param>
    /// <returns>An address with a key, which knows the store that serves it.</returns>
    /// <exception cref="LakeS3Exception">A part is missing, invalid or named twice; nothing was sent.</exception>
    public abstract ObjectAddress ResolveObject(ObjectName name, ObjectAddress? source = null);

    /// <summary>The address of everything under a prefix, with defaults filled in.</summary>
    /// <param name="name">What the user said.</param>
    /// <param name="source">Whose repository, ref and bucket are the defaults; the connection's own where null.</param>
    /// <returns>An address whose key is the prefix.</returns>
    /// <exception cref="LakeS3Exception">A part is missing, invalid or named twice; nothing was sent.</exception>
    public abstract ObjectAddress ResolvePrefix(ObjectName name, ObjectAddress? source = null);

    /// <summary>Says which servers it leads to, for people.</summary>
    /// <returns>A URL, or words.</returns>
    public abstract string DescribeServers();

    /// <summary>Says where an address leads, for people: the store's own address, its endpoint and, behind a router, why.</summary>
    /// <param name="address">An address that this connection resolved.</param>
    /// <returns>Words that follow the caller's own name for the object.</returns>
    public abstract string Describe(ObjectAddress address);

    /// <summary>The connection to the store that serves an address.</summary>
    internal abstract LakeS3Connection StoreOf(ObjectAddress address);

    /// <summary>The same connection with one try for each request.</summary>
    internal abstract LakeConnection WithoutRetries();

    /// <summary>Closes the connection; requests under way fail.</summary>
    public abstract void Dispose();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
