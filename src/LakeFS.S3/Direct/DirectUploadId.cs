using System;

namespace LakeFS.S3.Direct;

/// <summary>A multipart upload to the object store. As text it serves as an upload id, which the journal of uploads keeps.</summary>
/// <param name="Id">The store's id of the upload.</param>
/// <param name="PhysicalAddress">The place in the store; lakeFS asks for it in every request.</param>
internal sealed record DirectUploadId(string Id, string PhysicalAddress)
{
    private const string Mark = "direct";

    /// <summary>Reads an upload id; null if it is one of lakeFS's gateway.</summary>
    public static DirectUploadId? Parse(string uploadId)
    {
        string[] words = uploadId.Split(' ');
        return words.Length == 3 && words[0] == Mark ? new DirectUploadId(Uri.UnescapeDataString(words[1]), Uri.UnescapeDataString(words[2])) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Mark} {Uri.EscapeDataString(Id)} {Uri.EscapeDataString(PhysicalAddress)}";
}
