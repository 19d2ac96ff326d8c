using System;

namespace LakeFS.S3.Direct;

/// <summary>A multipart upload to the object store. As text it serves as an upload id, which the journal of uploads keeps.</summary>
/// <param name="Id">The store's id of the upload.</param>
/// <param name="PhysicalAddress">The place in the store; lakeFS asks for it in every request.</param>
internal sealed record DirectUploadId(string Id, string PhysicalAddress)
{
    private const string Mark = "direct";

    /// <summary>Reads an upload id; null if it is one of lakeFS's gateway.</summary>
    public static DirectUploadId? Parse(string uploadId) => uploadId.Split(' ') is [Mark, string id, string address]
        ? new DirectUploadId(Uri.UnescapeDataString(id), Uri.UnescapeDataString(address))
        : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Mark} {Uri.EscapeDataString(Id)} {Uri.EscapeDataString(PhysicalAddress)}";
}
