using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Sync;

/// <summary>A file or an object as listed by one side of a sync.</summary>
internal readonly struct SyncEntry
{
    public SyncEntry(LocalFile file)
    {
        Key = file.Key;
        Size = file.Size;
        Path = file.Path;
        ETag = null;
    }

    public SyncEntry(string key, LakeObject found)
    {
        Key = key;
        Size = found.Size;
        Path = null;
        ETag = found.ETag;
    }

    /// <summary>The path relative to the folder or prefix, with slashes.</summary>
    public string Key { get; }

    public long Size { get; }

    /// <summary>The file's full path; null for an object.</summary>
    public string? Path { get; }

    /// <summary>The object's ETag; null for a file.</summary>
    public string? ETag { get; }
}
