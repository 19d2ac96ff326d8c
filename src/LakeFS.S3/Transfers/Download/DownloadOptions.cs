namespace LakeFS.S3;

/// <summary>How an object is downloaded to a file.</summary>
public sealed class DownloadOptions
{
    /// <summary>Whether an existing file is an error instead of being replaced.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Whether a read-only file is replaced too.</summary>
    public bool Force { get; init; }

    /// <summary>Whether an interrupted download keeps its content, and the next one continues it if the object has not changed.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether to skip hashing. Sizes are checked in any case.</summary>
    public bool SkipIntegrityCheck { get; init; }

    /// <summary>
    /// Whether the file gets the modification time of the metadata <c>mtime</c>, as rclone writes it; without that metadata,
    /// the time at which the object was written.
    /// </summary>
    public bool PreserveTime { get; init; }

    /// <summary>The folder that contains the file, at any depth; below it <see cref="Links"/> applies. If null, links in the path are always followed.</summary>
    public string? Folder { get; init; }

    /// <summary>How to treat links below the folder. A link that is not followed is an error here.</summary>
    public LakeLinkRule Links { get; init; }

    /// <summary>Returns the same options for a file in a folder.</summary>
    internal DownloadOptions In(string folder) => new()
    {
        NoClobber = NoClobber,
        Force = Force,
        Resume = Resume,
        SkipIntegrityCheck = SkipIntegrityCheck,
        PreserveTime = PreserveTime,
        Folder = folder,
        Links = Links,
    };
}
