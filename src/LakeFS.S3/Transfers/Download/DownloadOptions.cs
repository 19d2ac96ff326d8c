namespace LakeFS.S3;

/// <summary>How an object is fetched into a file.</summary>
public sealed class DownloadOptions
{
    /// <summary>Whether a file that exists is left alone, which then is an error.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Whether a read-only file is replaced too.</summary>
    public bool Force { get; init; }

    /// <summary>Whether what came is kept when the download breaks off, and what an earlier one left is continued if the object is still the same.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether no hash is computed. Sizes are checked all the same.</summary>
    public bool SkipIntegrityCheck { get; init; }

    /// <summary>The folder that the file lies in, at whatever depth: below it <see cref="Links"/> applies. Null where the file's whole path is meant as it is.</summary>
    public string? Folder { get; init; }

    /// <summary>What becomes of links below the folder; one that is not followed is an error here.</summary>
    public LakeLinkRule Links { get; init; }

    /// <summary>The same for a file in a folder.</summary>
    internal DownloadOptions In(string folder) => new()
    {
        NoClobber = NoClobber,
        Force = Force,
        Resume = Resume,
        SkipIntegrityCheck = SkipIntegrityCheck,
        Folder = folder,
        Links = Links,
    };
}
