using System;
using System.Collections.Generic;
using System.IO;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.S3;

/// <summary>An object's content, or a range of it, as it comes.</summary>
internal sealed class ObjectBody : IDisposable
{
    private readonly IDisposable _owner;

    public ObjectBody(IDisposable owner, Stream content)
    {
        _owner = owner;
        Content = content;
    }

    /// <summary>The bytes; can be read once.</summary>
    public Stream Content { get; }

    /// <summary>How many bytes this answer announces; null where it does not say.</summary>
    public long? Length { get; init; }

    /// <summary>The position in the object that the first byte has.</summary>
    public long Start { get; init; }

    /// <summary>The size of the whole object; null where the answer does not say.</summary>
    public long? ObjectSize { get; init; }

    /// <summary>The ETag as the server writes it; null where there is none.</summary>
    public string? ETag { get; init; }

    /// <summary>The content type, as it was written; null where the answer does not say.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether the ETag is made of MD5s of the content.</summary>
    public bool HasMd5 { get; init; } = true;

    /// <summary>The user metadata by name, as it came.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>What the ETag tells of the object's content.</summary>
    public ETagInfo Knowledge(ObjectAddress address, long size) =>
        ETagInfo.Of(ETags.Unquote(ETag)!, size, UserMetadata.LayoutOf(Metadata), HasMd5, isCountTold: !address.IsOnLakeFS);

    public void Dispose() => _owner.Dispose();
}
