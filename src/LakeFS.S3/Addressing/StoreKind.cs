namespace LakeFS.S3;

/// <summary>What sort of server a connection leads to.</summary>
public enum StoreKind
{
    /// <summary>A lakeFS server: buckets are repositories, keys begin with a ref, and a REST API stands beside the gateway.</summary>
    LakeFS,

    /// <summary>AWS S3, or a server that speaks its protocol.</summary>
    S3,
}
