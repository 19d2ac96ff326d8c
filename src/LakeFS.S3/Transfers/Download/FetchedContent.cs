using System;

namespace LakeFS.S3.Transfers.Download;

/// <summary>The result of a download.</summary>
/// <param name="Size">The size in bytes.</param>
/// <param name="ETag">The ETag, without quotes.</param>
/// <param name="IsVerified">Whether the content was verified against the ETag.</param>
/// <param name="Time">The modification time, UTC; null if it is unknown.</param>
internal sealed record FetchedContent(long Size, string ETag, bool IsVerified, DateTime? Time);
