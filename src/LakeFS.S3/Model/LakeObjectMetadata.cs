using System;
using System.Collections;
using LakeFS.S3.Integrity;
using LakeFS.S3.Model;

namespace LakeFS.S3;

/// <summary>Everything the server says of one object without sending its content.</summary>
public sealed class LakeObjectMetadata : AddressedResult
{
    internal LakeObjectMetadata(ObjectAddress address, Hashtable metadata)
        : base(address)
    {
        Metadata = metadata;
    }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>32 hex digits without quotes; see <see cref="LakeObject.ETag"/>.</summary>
    public string? ETag { get; init; }

    /// <summary>When the object was written, in local time.</summary>
    public DateTime? LastModified { get; init => field = value?.ToLocalTime(); }

    /// <summary>The content type, as it was written.</summary>
    public string? ContentType { get; init; }

    /// <summary>The user metadata, decoded: names in lower case, whatever case they were written in (s3-metadata #5).</summary>
    public Hashtable Metadata { get; }

    /// <summary>The unit of ranges the server offers, <c>bytes</c>.</summary>
    public string? AcceptRanges { get; init; }

    /// <summary>The server's id for the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The part layout that the upload recorded; null if it recorded none.</summary>
    internal PartLayout? Layout => PartLayout.Parse(Metadata[PartLayout.MetadataName] as string);

    /// <summary>Whether the ETag is made of MD5s of the content; encrypted with keys of their own, objects have another.</summary>
    internal bool HasMd5 { get; init; } = true;

    /// <summary>What else S3 keeps with the content and hands out with it.</summary>
    internal StandardHeaders Headers { get; init; } = StandardHeaders.None;

    /// <summary>The modification time of the file that was uploaded, UTC; if it was not recorded, when the object was written.</summary>
    internal DateTime? FileTime { get; init; }

    /// <summary>What the ETag says about the content.</summary>
    internal ETagInfo Knowledge => ETagInfo.Of(ETag!, Size, Layout, HasMd5, hasPartCount: !ToAddress().IsOnLakeFS);
}
