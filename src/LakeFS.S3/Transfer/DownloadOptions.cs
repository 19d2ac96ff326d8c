namespace LakeFS.S3;

/// <summary>What happens to a file that is where a download goes.</summary>
public sealed class DownloadOptions
{
    /// <summary>Whether a file that exists is left alone, which then is an error.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Whether a read-only file is replaced too.</summary>
    public bool Force { get; init; }
}
