using System;
using System.Collections;
using System.Collections.Generic;
using LakeFS.S3.Primitives;

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

    /// <summary>When, in local time.</summary>
    public DateTime CreationDate { get; init => field = value.ToLocalTime(); }

    /// <summary>The ids of the commits it follows.</summary>
    public IReadOnlyList<string> Parents { get; init; } = new TextList([]);

    /// <summary>How many commits are in the longest line behind it, itself included.</summary>
    public long Generation { get; init; }

    /// <summary>The hash of the objects; the same for equal objects. Empty for a repository's first commit (rest-commits #2).</summary>
    public string MetaRangeId { get; init; } = string.Empty;

    /// <summary>The commit's metadata.</summary>
    public Hashtable Metadata { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Id;
}
