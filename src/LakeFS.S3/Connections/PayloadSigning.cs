namespace LakeFS.S3;

/// <summary>
/// Whether the signature of an upload covers its content. It costs a SHA-256 of every byte on both sides, and makes a
/// server refuse content that somebody changed on its way. What the server holds in the end is compared by MD5 in any case.
/// </summary>
public enum PayloadSigning
{
    /// <summary>Where content could be changed on its way: over plain HTTP, unless the server is this machine.</summary>
    Automatic,

    /// <summary>Always, over HTTPS too.</summary>
    Always,

    /// <summary>Never: for plain HTTP over a network that is trusted.</summary>
    Never,
}
