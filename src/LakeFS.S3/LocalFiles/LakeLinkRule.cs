namespace LakeFS.S3;

/// <summary>How to treat symbolic links and junctions in a folder that is uploaded, downloaded to or synchronized.</summary>
public enum LakeLinkRule
{
    /// <summary>Skip links, and everything behind them.</summary>
    Skip,

    /// <summary>Follow links, and treat their targets as if they were in the folder.</summary>
    Follow,

    /// <summary>Report each link as an error.</summary>
    Error,
}
