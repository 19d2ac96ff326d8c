namespace LakeFS.S3;

/// <summary>The kind of server that a connection uses.</summary>
public enum StoreKind
{
    /// <summary>
    /// A lakeFS server: buckets are repositories, keys start with a ref, and there is a REST API next to the S3 gateway.
    /// </summary>
    LakeFS,

    /// <summary>AWS S3 or a compatible server.</summary>
    S3,
}
