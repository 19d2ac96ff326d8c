namespace LakeFS.S3;

/// <summary>What becomes of symbolic links and junctions in a folder that is sent, fetched into or synchronized.</summary>
public enum LakeLinkRule
{
    /// <summary>They are passed over, and so is whatever would lie behind them.</summary>
    Skip,

    /// <summary>What they lead to is taken as if it stood in their place.</summary>
    Follow,

    /// <summary>Each is an error.</summary>
    Error,
}
