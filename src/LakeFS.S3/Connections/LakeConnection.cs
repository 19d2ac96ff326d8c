using System;

namespace LakeFS.S3;

/// <summary>A connection to one store, or a router over several.</summary>
public abstract class LakeConnection : IDisposable
{
    private protected LakeConnection(string name)
    {
        Name = name;
    }

    /// <summary>The connection's name.</summary>
    public string Name { get; }

    /// <summary>Whether the connection is open; false after it was closed.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>The maximum number of concurrent requests of one operation.</summary>
    public abstract int MaxConcurrency { get; }

    /// <summary>Resolves the address of an object, with defaults filled in.</summary>
    /// <param name="name">The name given by the user.</param>
    /// <param name="source">The address whose repository, ref and bucket are the defaults; null for the connection's defaults.</param>
    /// <returns>An address with a key and its store.</returns>
    /// <exception cref="LakeS3Exception">A part is missing, invalid or given twice; nothing was sent.</exception>
    public abstract ObjectAddress ResolveObject(ObjectName name, ObjectAddress? source = null);

    /// <summary>Resolves the address of a prefix, with defaults filled in.</summary>
    /// <param name="name">The name given by the user.</param>
    /// <param name="source">The address whose repository, ref and bucket are the defaults; null for the connection's defaults.</param>
    /// <returns>An address whose key is the prefix.</returns>
    /// <exception cref="LakeS3Exception">A part is missing, invalid or given twice; nothing was sent.</exception>
    public abstract ObjectAddress ResolvePrefix(ObjectName name, ObjectAddress? source = null);

    /// <summary>Describes the servers for display.</summary>
    /// <returns>A URL or a description.</returns>
    public abstract string DescribeServers();

    /// <summary>Describes for display where an address leads: its address in the store, the endpoint and, with a router, the reason.</summary>
    /// <param name="address">An address resolved by this connection.</param>
    /// <returns>Text to put after the caller's name for the object.</returns>
    public abstract string Describe(ObjectAddress address);

    /// <summary>Returns the connection to the store that serves an address.</summary>
    internal abstract LakeS3Connection StoreOf(ObjectAddress address);

    /// <summary>The same connection, whose requests are retried this often at most; a router as it is.</summary>
    internal abstract LakeConnection WithRetries(int maxRetries);

    /// <summary>How many small requests to have under way at once; at most <see cref="MaxConcurrency"/>.</summary>
    internal abstract int SuggestedConcurrency { get; }

    /// <summary>Closes the connection; pending requests fail.</summary>
    public abstract void Dispose();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
