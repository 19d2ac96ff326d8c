namespace LakeFS.S3.LocalGateway;

/// <summary>An error of the S3 gateway: what its XML body and its status line say.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Code">The S3 error code, for example <c>NoSuchKey</c>.</param>
/// <param name="Message">The text for people.</param>
public sealed record S3Error(int Status, string Code, string Message);
