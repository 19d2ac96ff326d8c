namespace LakeFS.S3;

/// <summary>What a merge does with keys that both sides changed differently.</summary>
public enum MergeStrategy
{
    /// <summary>The merge fails and nothing is changed.</summary>
    Fail,

    /// <summary>What the source has is taken.</summary>
    SourceWins,

    /// <summary>What the destination has stays.</summary>
    DestinationWins,
}
