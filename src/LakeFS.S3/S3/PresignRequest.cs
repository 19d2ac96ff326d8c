using System;

namespace LakeFS.S3.S3;

/// <summary>What a presigned URL grants.</summary>
/// <param name="ForWriting">Whether it is for PUT instead of GET.</param>
/// <param name="Lifetime">How long it is valid.</param>
/// <param name="ContentDisposition">The Content-Disposition of the response; null for the stored one.</param>
internal sealed record PresignRequest(bool ForWriting, TimeSpan Lifetime, string? ContentDisposition);
