using System;
using System.Collections.Generic;
using LakeFS.S3.Errors;

namespace LakeFS.S3;

/// <summary>The result of one transfer.</summary>
public sealed class LakeTransferResult : AddressedResult
{
    internal LakeTransferResult(ObjectAddress address, string? path, long size, string? etag, bool verified, TimeSpan duration)
        : base(address)
    {
        Path = path;
        Size = size;
        ETag = etag;
        Verified = verified;
        Duration = duration;
    }

    /// <summary>The local file; null if content came from or went to the pipeline or a stream.</summary>
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

    /// <summary>The content type of an object that was read into a stream; otherwise null.</summary>
    internal string? ContentType { get; init; }

    /// <summary>What attempts before the successful one left on the server.</summary>
    internal IReadOnlyList<Leftover> Leftovers { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The same with another word on whether the content was proved equal.</summary>
    internal LakeTransferResult WithVerified(bool verified) => new(ToAddress(), Path, Size, ETag, verified, Duration) { Leftovers = Leftovers };
}
