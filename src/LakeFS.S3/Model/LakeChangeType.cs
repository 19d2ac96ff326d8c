namespace LakeFS.S3;

/// <summary>What happened to an object between two states.</summary>
public enum LakeChangeType
{
    /// <summary>It is there now and was not before.</summary>
    Added,

    /// <summary>It was there before and is not now.</summary>
    Removed,

    /// <summary>Its content or metadata is another.</summary>
    Changed,

    /// <summary>Both sides changed it differently.</summary>
    Conflict,
}
