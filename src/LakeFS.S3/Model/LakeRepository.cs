using System;

namespace LakeFS.S3;

/// <summary>A repository.</summary>
public sealed class LakeRepository
{
    /// <summary>Describes a repository.</summary>
    /// <param name="repository">Its id.</param>
    /// <param name="creationDate">When it was made.</param>
    public LakeRepository(string repository, DateTime? creationDate)
    {
        Repository = repository;
        CreationDate = creationDate?.ToLocalTime();
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>When it was made, in local time; null if the server does not say.</summary>
    public DateTime? CreationDate { get; }

    /// <summary>Where the server keeps its objects, such as <c>s3://bucket/prefix</c>; null if only the S3 side could be asked.</summary>
    public string? StorageNamespace { get; init; }

    /// <summary>The branch it was made with, which can't be removed; null if only the S3 side could be asked.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>Whether nothing can be written to it; null if the server does not say.</summary>
    public bool? ReadOnly { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Repository;
}
