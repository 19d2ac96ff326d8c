using System;

namespace LakeFS.S3;

/// <summary>An import, as it stood when the server was asked.</summary>
public sealed class LakeImport
{
    // How lakeFS ends the error of an import that was canceled.
    private const string Canceled = "Canceled";

    internal LakeImport(string repository, string branch, string id)
    {
        Repository = repository;
        Ref = branch;
        ImportId = id;
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>The branch it commits to.</summary>
    public string Ref { get; }

    /// <summary>The server's id of the import.</summary>
    public string ImportId { get; }

    /// <summary>Whether it is done and committed.</summary>
    public bool Completed { get; init; }

    /// <summary>How many objects were taken in so far.</summary>
    public long ObjectCount { get; init; }

    /// <summary>When the server wrote this down, in local time; null if it does not say.</summary>
    public DateTime? UpdateTime { get; init => field = value?.ToLocalTime(); }

    /// <summary>The commit with the objects; null before it is done.</summary>
    public LakeCommit? Commit { get; init; }

    /// <summary>Why it failed or that it was stopped; null if neither is so.</summary>
    public string? Error { get; init; }

    /// <summary>How far it is.</summary>
    public LakeImportStatus Status => Completed ? LakeImportStatus.Completed
        : Error is null ? LakeImportStatus.Running
        : Error.EndsWith(Canceled, StringComparison.Ordinal) ? LakeImportStatus.Canceled
        : LakeImportStatus.Failed;

    /// <summary>Whether nothing will change any more.</summary>
    public bool Ended => Completed || Error is not null;

    /// <inheritdoc/>
    public override string ToString() => ImportId;
}
