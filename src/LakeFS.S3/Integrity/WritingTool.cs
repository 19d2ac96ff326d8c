using System.Collections.Generic;

namespace LakeFS.S3.Integrity;

/// <summary>
/// What an object's metadata tells of the tool that wrote it, and so of how large content was split. A guess: a tool's user
/// may have chosen another part size. Content types tell nothing: where none was given, lakeFS says application/octet-stream
/// (s3-objects #6), as most tools do.
/// </summary>
internal static class WritingTool
{
    // rclone records the MD5 of a file that it uploads in parts, because the ETag is no MD5 then.
    private const string RcloneChecksum = "md5chksum";
    private const long RclonePartSize = 5 * 1024 * 1024;

    /// <summary>The part layout of the tool; null if the metadata could be that of several tools.</summary>
    /// <param name="metadata">The user metadata by name, as received.</param>
    public static PartLayout? LayoutOf(IReadOnlyDictionary<string, string> metadata) =>
        metadata.ContainsKey(RcloneChecksum) ? PartLayout.Of(RclonePartSize) : null;
}
