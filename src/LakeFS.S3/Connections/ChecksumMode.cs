namespace LakeFS.S3;

/// <summary>When to add checksums to requests, or to request and verify them in responses.</summary>
public enum ChecksumMode
{
    /// <summary>Only for operations that require one. Every lakeFS supports this.</summary>
    WhenRequired,

    /// <summary>
    /// For every operation that supports one. Over HTTPS, uploads then have an unsigned checksum trailer, which lakeFS verifies
    /// since 1.56 and older servers refuse with AccessDenied.
    /// </summary>
    WhenSupported,
}
