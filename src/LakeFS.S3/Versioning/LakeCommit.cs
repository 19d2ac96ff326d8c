using System;
using System.Collections;

namespace LakeFS.S3;

/// <summary>A commit.</summary>
public sealed class LakeCommit
{
    internal LakeCommit(string repository, string id)
    {
        Repository = repository;
        Id = id;
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>The commit's id, 64 hex digits.</summary>
    public string Id { get; }

    /// <summary>The id again, by the name that lets a commit pipe into anything that takes a ref.</summary>
    public string Ref => Id;

    /// <summary>The message.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>Who committed.</summary>
    public string Committer { get; init; } = string.Empty;

    /// <summary>When, UTC.</summary>
    public DateTime CreationDate { get; init; }

    /// <summary>The ids of the commits it follows.</summary>
    public string[] Parents { get; init; } = [];

    /// <summary>The commit's metadata.</summary>
    public Hashtable Metadata { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Id;
}
