namespace LakeFS.S3;

/// <summary>How far an import is.</summary>
public enum LakeImportStatus
{
    /// <summary>It is still at work.</summary>
    Running,

    /// <summary>Its objects are committed.</summary>
    Completed,

    /// <summary>It failed, and nothing was committed.</summary>
    Failed,

    /// <summary>It was stopped.</summary>
    Canceled,
}
