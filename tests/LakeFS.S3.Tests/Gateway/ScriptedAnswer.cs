using System;

namespace LakeFS.S3.Tests;

/// <summary>What a <see cref="ScriptedServer"/> answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">Its type.</param>
internal sealed record ScriptedAnswer(int Status, string Body, string ContentType = "application/xml")
{
    /// <summary>The server's clock.</summary>
    public DateTimeOffset Date { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>More header lines, each with its line end.</summary>
    public string Headers { get; init; } = string.Empty;
}
