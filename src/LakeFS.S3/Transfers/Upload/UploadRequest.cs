using System.Collections;
using LakeFS.S3.Model;

namespace LakeFS.S3;

/// <summary>What goes with an object's content.</summary>
public sealed class UploadRequest
{
    /// <summary>Names the object.</summary>
    /// <param name="address">The object; its ref has to be a branch.</param>
    public UploadRequest(ObjectAddress address)
    {
        Address = address;
    }

    /// <summary>The object.</summary>
    public ObjectAddress Address { get; }

    /// <summary>The content type; by the key's or file's extension where null.</summary>
    public string? ContentType { get; init; }

    /// <summary>User metadata: names and one-line texts, 2,048 bytes in all at the most.</summary>
    public IDictionary? Metadata { get; init; }

    /// <summary>Whether an object that exists is left alone, which then is an error.</summary>
    public bool NoClobber { get; init; }

    /// <summary>
    /// Whether the parts of a large file are kept when the upload breaks off, and those that an earlier one left are not
    /// sent again. What is sent already is noted on this machine.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>What else is kept with the object, where the store keeps it.</summary>
    internal StandardHeaders Headers { get; init; } = StandardHeaders.None;
}
