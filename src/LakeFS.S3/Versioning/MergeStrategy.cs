namespace LakeFS.S3;

/// <summary>How a merge resolves conflicts: keys changed differently on both sides.</summary>
public enum MergeStrategy
{
    /// <summary>The merge fails and nothing is changed.</summary>
    Fail,

    /// <summary>The source's objects are used.</summary>
    SourceWins,

    /// <summary>The destination's objects are kept.</summary>
    DestinationWins,
}
