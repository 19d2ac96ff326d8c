using System;

namespace LakeFS.S3;

/// <summary>What a sync has done with one file or object.</summary>
public sealed class LakeSyncResult : AddressedResult
{
    internal LakeSyncResult(string action, ObjectAddress address, string? path, long size, LakeTransferResult? transfer)
        : base(address)
    {
        Action = action;
        Path = path;
        Size = transfer?.Size ?? size;
        ETag = transfer?.ETag;
        Verified = transfer?.Verified;
        Duration = transfer?.Duration;
    }

    /// <summary><c>Upload</c>, <c>Download</c>, <c>Copy</c> or <c>Delete</c>.</summary>
    public string Action { get; }

    /// <summary><c>NotInTarget</c>, <c>SizeDiffers</c>, <c>ContentDiffers</c> or <c>NotInSource</c>.</summary>
    public string Reason { get; internal init; } = string.Empty;

    /// <summary>Whether it was only planned, and nothing was done.</summary>
    public bool IsPlan { get; internal init; }

    /// <summary>The local file; null if only objects are concerned.</summary>
    public string? Path { get; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; }

    /// <summary>The object's ETag, without quotes; null for a deletion.</summary>
    public string? ETag { get; }

    /// <summary>Whether the content was proved equal on both sides; null for a deletion.</summary>
    public bool? Verified { get; }

    /// <summary>How long a transfer took; null for a deletion.</summary>
    public TimeSpan? Duration { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Action} {Uri}";
}
