namespace LakeFS.S3.Http;

/// <summary>Which pre-signed URLs of its object store a server hands out.</summary>
/// <param name="Objects">Whether those of whole objects.</param>
/// <param name="Parts">Whether those of parts of uploads.</param>
/// <param name="NeedsBlobType">Whether the store is Azure's, which requires a header that names the type of blob.</param>
internal sealed record PresignSupport(bool Objects, bool Parts, bool NeedsBlobType)
{
    /// <summary>None.</summary>
    public static PresignSupport None { get; } = new(Objects: false, Parts: false, NeedsBlobType: false);
}
