using System;
using System.Collections.Generic;

namespace LakeFS.S3.Integrity;

/// <summary>
/// What an object's headers tell of the tool that wrote it, and so of how large content was split. A guess: a tool's user
/// may have chosen another part size.
/// </summary>
internal static class WritingTool
{
    // rclone records the MD5 of a file that it uploads in parts, because the ETag is no MD5 then.
    private const string RcloneChecksum = "md5chksum";

    // What S3 and lakeFS say of objects that were written without a content type. boto3 names none; others guess one from
    // the file's name, or say application/octet-stream.
    private const string NoContentType = "binary/octet-stream";

    private const long MiB = 1024 * 1024;

    /// <summary>The part layout of the tool; null if the headers could be those of several tools.</summary>
    /// <param name="metadata">The user metadata by name, as received.</param>
    /// <param name="contentType">The content type; null if it is not given.</param>
    public static PartLayout? LayoutOf(IReadOnlyDictionary<string, string> metadata, string? contentType) =>
        metadata.ContainsKey(RcloneChecksum) ? PartLayout.Of(5 * MiB)
        : string.Equals(contentType, NoContentType, StringComparison.OrdinalIgnoreCase) ? PartLayout.Of(8 * MiB)
        : null;
}
