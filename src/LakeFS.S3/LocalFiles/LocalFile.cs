namespace LakeFS.S3.LocalFiles;

/// <summary>A file and its key.</summary>
internal sealed class LocalFile
{
    internal LocalFile(string key, string path, long size)
    {
        Key = key;
        Path = path;
        Size = size;
    }

    /// <summary>The path relative to the folder, with slashes.</summary>
    public string Key { get; }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The size in bytes at the time of the enumeration; for a link, of its target.</summary>
    public long Size { get; }
}
