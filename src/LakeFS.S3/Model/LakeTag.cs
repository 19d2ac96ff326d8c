namespace LakeFS.S3;

/// <summary>A tag: a name for a commit that stays where it is.</summary>
public sealed class LakeTag
{
    internal LakeTag(string repository, string name, string commitId)
    {
        Repository = repository;
        Ref = name;
        CommitId = commitId;
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>The tag's id, by the name that lets a tag pipe into anything that takes a ref.</summary>
    public string Ref { get; }

    /// <summary>The id of the commit it stands for, 64 hex digits.</summary>
    public string CommitId { get; }

    /// <inheritdoc/>
    public override string ToString() => Ref;
}
