namespace LakeFS.S3;

/// <summary>
/// Whether the signature of an upload covers its content. This costs a SHA-256 of every byte on both sides, and makes the
/// server refuse content that was modified in transit. The stored content is verified by MD5 in any case.
/// </summary>
public enum PayloadSigning
{
    /// <summary>Where content could be modified in transit: over plain HTTP or without a certificate check, unless the server is this machine.</summary>
    Automatic,

    /// <summary>Always, over HTTPS too.</summary>
    Always,

    /// <summary>Never: for plain HTTP over a trusted network.</summary>
    Never,
}
