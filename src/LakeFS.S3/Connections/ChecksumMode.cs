namespace LakeFS.S3;

/// <summary>When the client adds checksums to requests, or asks for and checks them in answers.</summary>
public enum ChecksumMode
{
    /// <summary>Only for operations that demand one: what every lakeFS understands.</summary>
    WhenRequired,

    /// <summary>
    /// Wherever the operation knows one. Over HTTPS uploads then carry an unsigned checksum trailer,
    /// which lakeFS verifies since 1.56 and older servers refuse with AccessDenied.
    /// </summary>
    WhenSupported,
}
