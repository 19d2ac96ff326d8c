namespace LakeFS.S3.Http;

/// <summary>An entry in the log of a <see cref="RequestTrace"/>.</summary>
/// <param name="IsRetry">Whether it announces a retry, rather than describing a request.</param>
/// <param name="Text">The text, which may contain text of the server.</param>
internal sealed record TraceEntry(bool IsRetry, string Text);
