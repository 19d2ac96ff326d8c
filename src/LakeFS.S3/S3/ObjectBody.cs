using System;
using System.Collections.Generic;
using System.IO;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.S3;

/// <summary>The content of an object, or a range of it, while it is received.</summary>
internal sealed class ObjectBody : IDisposable
{
    private readonly IDisposable _owner;

    public ObjectBody(IDisposable owner, Stream content)
    {
        _owner = owner;
        Content = content;
    }

    /// <summary>The content; can be read once.</summary>
    public Stream Content { get; }

    /// <summary>The length of this response; null if it is not given.</summary>
    public long? Length { get; init; }

    /// <summary>The position of the first byte in the object.</summary>
    public long Start { get; init; }

    /// <summary>The size of the whole object; null if it is not given.</summary>
    public long? ObjectSize { get; init; }

    /// <summary>The ETag as received; null if there is none.</summary>
    public string? ETag { get; init; }

    /// <summary>The content type; null if it is not given.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether the ETag is based on MD5s of the content.</summary>
    public bool HasMd5 { get; init; } = true;

    /// <summary>The user metadata by name, as received.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>When the object was written, UTC; null if it is not given.</summary>
    public DateTime? LastModified { get; init; }

    /// <summary>The modification time of the file that was uploaded, UTC; if it was not recorded, when the object was written.</summary>
    public DateTime? FileTime => ModificationTime.In(Metadata) ?? LastModified;

    /// <summary>What the ETag says about the object's content.</summary>
    public ETagInfo Knowledge(ObjectAddress address, long size) =>
        ETagInfo.Of(
            ETags.Unquote(ETag)!, size, UserMetadata.LayoutOf(Metadata), HasMd5, hasPartCount: !address.IsOnLakeFS, WritingTool.LayoutOf(Metadata));

    public void Dispose() => _owner.Dispose();
}
