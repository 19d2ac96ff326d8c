using System;
using System.Collections;

namespace LakeFS.S3;

/// <summary>Everything the server says of one object without sending its content.</summary>
public sealed class LakeObjectMetadata
{
    internal LakeObjectMetadata(ObjectAddress address, Hashtable metadata)
    {
        Repository = address.Repository;
        Ref = address.Ref;
        Key = address.Key;
        Uri = address.Uri;
        Metadata = metadata;
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>The ref that was asked.</summary>
    public string Ref { get; }

    /// <summary>The path inside the ref.</summary>
    public string Key { get; }

    /// <summary>The whole address.</summary>
    public string Uri { get; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>32 hex digits without quotes; see <see cref="LakeObject.ETag"/>.</summary>
    public string? ETag { get; init; }

    /// <summary>When the object was written, UTC.</summary>
    public DateTime? LastModified { get; init; }

    /// <summary>The content type, as it was written.</summary>
    public string? ContentType { get; init; }

    /// <summary>The user metadata, decoded: names in lower case, whatever case they were written in (s3-metadata #5).</summary>
    public Hashtable Metadata { get; }

    /// <summary>The unit of ranges the server offers, <c>bytes</c>.</summary>
    public string? AcceptRanges { get; init; }

    /// <summary>The server's id for the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>How the upload says it cut the object; null where it says nothing.</summary>
    internal PartLayout? Layout => PartLayout.Parse(Metadata[PartLayout.MetadataName] as string);

    /// <inheritdoc/>
    public override string ToString() => Uri;
}
