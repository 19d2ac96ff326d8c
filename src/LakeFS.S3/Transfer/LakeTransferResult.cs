using System;

namespace LakeFS.S3;

/// <summary>What became of one object that was sent or fetched.</summary>
public sealed class LakeTransferResult
{
    internal LakeTransferResult(ObjectAddress address, string? path, long size, string? etag, bool verified, TimeSpan duration)
    {
        Repository = address.Repository;
        Ref = address.Ref;
        Key = address.Key;
        Uri = address.Uri;
        Path = path;
        Size = size;
        ETag = etag;
        Verified = verified;
        Duration = duration;
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>The ref.</summary>
    public string Ref { get; }

    /// <summary>The path inside the ref.</summary>
    public string Key { get; }

    /// <summary>The whole address.</summary>
    public string Uri { get; }

    /// <summary>The local file; null where content came from or went to the pipeline or a stream.</summary>
    public string? Path { get; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; }

    /// <summary>The object's ETag, without quotes.</summary>
    public string? ETag { get; }

    /// <summary>
    /// Whether the content was proved equal on both sides. A download whose ETag is not the MD5 of its content is
    /// not proved wrong by that: after a multipart upload lakeFS shows another hash.
    /// </summary>
    public bool Verified { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <inheritdoc/>
    public override string ToString() => Uri;
}
