using System;

namespace LakeFS.S3;

/// <summary>A repository, as the S3 side shows it.</summary>
public sealed class LakeRepository
{
    /// <summary>Describes a repository.</summary>
    /// <param name="repository">Its id.</param>
    /// <param name="creationDate">When it was made, UTC.</param>
    public LakeRepository(string repository, DateTime? creationDate)
    {
        Repository = repository;
        CreationDate = creationDate;
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>When it was made, UTC; null where the server does not say.</summary>
    public DateTime? CreationDate { get; }

    /// <inheritdoc/>
    public override string ToString() => Repository;
}
