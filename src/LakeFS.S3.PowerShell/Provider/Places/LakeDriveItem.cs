using System;
using LakeFS.S3.Addressing;
using LakeFS.S3.PowerShell.Provider.Places;

namespace LakeFS.S3.PowerShell;

/// <summary>
/// What a drive shows: a repository, a ref, a bucket, a folder or an object. It has the file system's names for what a
/// file has too, and the module's names for the rest, so that it pipes into any of the cmdlets.
/// </summary>
public sealed class LakeDriveItem
{
    private readonly DrivePath _path;

    private LakeDriveItem(DrivePath path, string type)
    {
        _path = path;
        Type = type;
    }

    /// <summary>The name in the folder.</summary>
    public string Name => _path.Name;

    /// <summary>Object, Folder, Branch, Tag, Ref, Repository, Bucket or Connection.</summary>
    public string Type { get; }

    /// <summary>As the file system shows it: <c>d</c> for what contains others, <c>r</c> for what can't be written to.</summary>
    public string Mode => (IsContainer ? "d-" : "--") + (IsReadOnly ? "r--" : "---");

    /// <summary>An object's size in bytes; null for others.</summary>
    public long? Length { get; private set; }

    /// <summary>When an object was written or a repository made, local time; null if that is not known.</summary>
    public DateTime? LastWriteTime { get; private set; }

    /// <summary>The repository's id; null where there are buckets.</summary>
    public string? Repository { get; private set; }

    /// <summary>The ref; null above refs, and where there are buckets.</summary>
    public string? Ref { get; private set; }

    /// <summary>The bucket; null where there are repositories.</summary>
    public string? BucketName { get; private set; }

    /// <summary>The key: of a folder with a slash at its end; null above keys.</summary>
    public string? Key { get; private set; }

    /// <summary>The whole address.</summary>
    public string? Uri { get; private set; }

    /// <summary>An object's ETag.</summary>
    public string? ETag { get; private set; }

    /// <summary>Whether it contains others.</summary>
    internal bool IsContainer => Type != nameof(Object);

    /// <summary>Its path in the provider.</summary>
    internal string Path => _path.ToString();

    private bool IsReadOnly { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>An object.</summary>
    internal static LakeDriveItem Object(DrivePath path, LakeObject found) =>
        Object(path, found, found.Size, found.LastModified, found.ETag);

    /// <summary>An object.</summary>
    internal static LakeDriveItem Object(DrivePath path, LakeObjectMetadata found) =>
        Object(path, found, found.Size, found.LastModified, found.ETag);

    /// <summary>A folder.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="prefix">What the keys in it begin with.</param>
    internal static LakeDriveItem Folder(DrivePath path, ObjectAddress prefix) => new(path, nameof(Folder))
    {
        Repository = prefix.BucketName is null ? prefix.Container : null,
        Ref = prefix.BucketName is null ? prefix.Ref : null,
        BucketName = prefix.BucketName,
        Key = prefix.Key,
        Uri = prefix.Uri,
    };

    /// <summary>A branch, a tag, or another ref.</summary>
    internal static LakeDriveItem OfRef(DrivePath path, string type, string repository, string reference) => new(path, type)
    {
        Repository = repository,
        Ref = reference,
        Uri = AddressUri.Format(repository, reference, string.Empty),
        IsReadOnly = type != "Branch",
    };

    /// <summary>A repository.</summary>
    internal static LakeDriveItem OfRepository(DrivePath path, LakeRepository found) => new(path, nameof(Repository))
    {
        Repository = found.Repository,
        LastWriteTime = found.CreationDate?.ToLocalTime(),
        Uri = $"lakefs://{found.Repository}",
        IsReadOnly = found.ReadOnly == true,
    };

    /// <summary>A bucket.</summary>
    internal static LakeDriveItem OfBucket(DrivePath path, string bucket, DateTime? creationDate) => new(path, "Bucket")
    {
        BucketName = bucket,
        LastWriteTime = creationDate?.ToLocalTime(),
        Uri = AddressUri.Format(bucket, string.Empty),
    };

    /// <summary>A whole connection.</summary>
    internal static LakeDriveItem OfConnection(DrivePath path) => new(path, "Connection");

    private static LakeDriveItem Object(DrivePath path, AddressedResult found, long size, DateTime? lastModified, string? etag) => new(path, nameof(Object))
    {
        Length = size,
        LastWriteTime = lastModified?.ToLocalTime(),
        Repository = found.Repository,
        Ref = found.Ref,
        BucketName = found.BucketName,
        Key = found.Key,
        Uri = found.Uri,
        ETag = etag,
    };
}
