namespace LakeFS.S3;

/// <summary>A folder, as a list with a delimiter shows it: a prefix that several keys begin with.</summary>
public sealed class LakePrefix : LakeEntry
{
    internal LakePrefix(ObjectAddress address)
        : base(address)
    {
    }

    /// <summary>The prefix, by the name that lets a folder pipe into anything that takes a prefix.</summary>
    public string Prefix => Key;
}
