namespace LakeFS.S3;

/// <summary>
/// An object that differs between two states. It is named at the side that has it, so that it pipes into anything that
/// takes an object: what was removed at the side before.
/// </summary>
public sealed class LakeChange : LakeEntry
{
    internal LakeChange(ObjectAddress address, LakeChangeType type, long? size, string before, string after)
        : base(address)
    {
        Type = type;
        Size = size;
        Before = before;
        After = after;
    }

    /// <summary>What happened.</summary>
    public LakeChangeType Type { get; }

    /// <summary>The size in bytes; null if lakeFS does not tell it, as for uncommitted removals (rest-diff #13).</summary>
    public long? Size { get; }

    /// <summary>The ref of the state before: the left one, or the branch as it was committed.</summary>
    public string Before { get; }

    /// <summary>The ref of the state after: the right one, or the branch.</summary>
    public string After { get; }
}
