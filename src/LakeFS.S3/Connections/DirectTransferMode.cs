namespace LakeFS.S3;

/// <summary>
/// Whether content goes straight to and from the object store behind lakeFS, by URLs that lakeFS signs, instead of through
/// lakeFS's gateway.
/// </summary>
public enum DirectTransferMode
{
    /// <summary>Large content does if the server offers it and the store can be reached. Otherwise it goes through the gateway.</summary>
    Auto,

    /// <summary>All content does; if that is not possible, the transfer fails.</summary>
    Always,

    /// <summary>All content goes through the gateway.</summary>
    Never,
}
