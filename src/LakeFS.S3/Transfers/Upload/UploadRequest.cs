using System.Collections;
using LakeFS.S3.Model;

namespace LakeFS.S3;

/// <summary>The object to upload, and its properties.</summary>
public sealed class UploadRequest
{
    /// <summary>Creates a request.</summary>
    /// <param name="address">The object; its ref must be a branch.</param>
    public UploadRequest(ObjectAddress address)
    {
        Address = address;
    }

    /// <summary>The object.</summary>
    public ObjectAddress Address { get; }

    /// <summary>The content type; if null, derived from the file's or key's extension.</summary>
    public string? ContentType { get; init; }

    /// <summary>User metadata: names and single-line values, at most 2,048 bytes in total.</summary>
    public IDictionary? Metadata { get; init; }

    /// <summary>Whether an existing object is an error instead of being replaced.</summary>
    public bool NoClobber { get; init; }

    /// <summary>
    /// Whether an interrupted upload of a large file keeps its parts, and the next one does not send them again. The parts
    /// are recorded on this machine.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// Whether the modification time of an uploaded file is stored in the metadata <c>mtime</c>, as rclone does. Metadata of
    /// that name comes first.
    /// </summary>
    public bool PreserveTime { get; init; }

    /// <summary>Standard headers to store with the object, on stores that keep them.</summary>
    internal StandardHeaders Headers { get; init; } = StandardHeaders.None;
}
