using System;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>A pull request. Never changes: an update makes another one.</summary>
internal sealed record PullRequest
{
    public const string Open = "open";

    public const string Closed = "closed";

    public const string Merged = "merged";

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string Author { get; init; }

    public required string Source { get; init; }

    public required string Destination { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    /// <summary><see cref="Open"/>, <see cref="Closed"/> or <see cref="Merged"/>.</summary>
    public string Status { get; init; } = Open;

    /// <summary>When it was closed or merged the last time.</summary>
    public DateTimeOffset? ClosedDate { get; init; }

    public string? MergedCommitId { get; init; }
}
