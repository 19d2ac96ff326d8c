using System;
using System.Linq;
using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>Where a path leads over its connection: repository/ref/key on lakeFS, bucket/key elsewhere.</summary>
internal sealed class DrivePlace
{
    public DrivePlace(LakeConnection connection, DrivePath path)
    {
        Connection = connection;
        Path = path;
        bool hasRefs = connection is LakeS3Connection { Store: StoreKind.LakeFS };
        string[] names = [.. path.Names.Select(PathSegment.Unescape)];
        int level = Math.Min(names.Length, hasRefs ? 3 : 2);
        Container = level > 0 ? names[0] : null;
        Ref = hasRefs && level > 1 ? names[1] : null;
        Key = string.Join("/", names.Skip(hasRefs ? 2 : 1));
        Kind = (hasRefs, level) switch
        {
            (_, 0) => PlaceKind.Connection,
            (true, 1) => PlaceKind.Repository,
            (true, 2) => PlaceKind.Ref,
            (false, 1) => PlaceKind.Bucket,
            _ => PlaceKind.Key,
        };
    }

    public LakeConnection Connection { get; }

    public DrivePath Path { get; }

    public PlaceKind Kind { get; }

    /// <summary>The repository or bucket; null for a whole connection.</summary>
    public string? Container { get; }

    /// <summary>The ref; null above it, and where there are none.</summary>
    public string? Ref { get; }

    /// <summary>The key; empty above it.</summary>
    public string Key { get; }

    /// <summary>Whether there are objects in it.</summary>
    public bool HoldsObjects => Kind is PlaceKind.Ref or PlaceKind.Bucket or PlaceKind.Key;

    /// <summary>The connection, where it is one to lakeFS or to a plain S3 store.</summary>
    public LakeS3Connection Store => (LakeS3Connection)Connection;

    /// <summary>The object's address.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeItemNotObject</c>, or the names are invalid.</exception>
    public ObjectAddress Object => Kind == PlaceKind.Key ? Connection.ResolveObject(NameOf(Key)) : throw DriveErrors.NotAnObject(this);

    /// <summary>
    /// What the names of an object and of a folder here begin with. Its key is empty where a folder's name is: an object
    /// can't be there, and objects such as <c>/a</c> are in that folder.
    /// </summary>
    /// <exception cref="LakeS3Exception"><c>LakeItemNotObject</c>, or the names are invalid.</exception>
    public ObjectAddress NamePrefix => Kind == PlaceKind.Key ? Connection.ResolvePrefix(NameOf(Key)) : throw DriveErrors.NotAnObject(this);

    /// <summary>What everything in it begins with.</summary>
    /// <exception cref="LakeS3Exception">The names are invalid.</exception>
    public ObjectAddress Prefix => Connection.ResolvePrefix(NameOf(Kind == PlaceKind.Key ? Key + "/" : string.Empty));

    /// <summary>What messages call it.</summary>
    public string Uri => Kind switch
    {
        PlaceKind.Connection => Connection.DescribeServers(),
        PlaceKind.Repository => $"lakefs://{Container}",
        _ => Ref is null ? AddressUri.Format(Container!, Key) : AddressUri.Format(Container!, Ref, Key),
    };

    /// <summary>Something in it.</summary>
    /// <param name="name">Its name, as a path has it.</param>
    public DrivePlace Child(string name) => new(Connection, Path.Child(name));

    private ObjectName NameOf(string key) => Ref is null
        ? new ObjectName { BucketName = Container, Key = key }
        : new ObjectName { Repository = Container, Ref = Ref, Key = key };
}
