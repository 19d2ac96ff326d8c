namespace LakeFS.S3.LocalFiles;

/// <summary>A file and the key that it stands for.</summary>
internal sealed class LocalFile
{
    internal LocalFile(string key, string path, long size)
    {
        Key = key;
        Path = path;
        Size = size;
    }

    /// <summary>The path below the folder, with slashes.</summary>
    public string Key { get; }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The size in bytes when the folder was read; of the file that is meant where this is a link.</summary>
    public long Size { get; }
}
