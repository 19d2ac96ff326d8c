namespace LakeFS.S3;

/// <summary>Which uncommitted changes to discard.</summary>
public sealed class ResetScope
{
    private ResetScope(string type, string? path)
    {
        Type = type;
        Path = path;
    }

    /// <summary>All changes of the branch.</summary>
    public static ResetScope All { get; } = new("reset", null);

    internal string Type { get; }

    internal string? Path { get; }

    /// <summary>Whether the change of an object, whose key begins with the path, is one of them.</summary>
    internal bool Includes(string key) => Type != "object" || key == Path;

    /// <summary>The changes of one object.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The scope.</returns>
    public static ResetScope Of(string key) => new("object", key);

    /// <summary>The changes of all objects with a prefix.</summary>
    /// <param name="prefix">The prefix of the keys.</param>
    /// <returns>The scope.</returns>
    public static ResetScope Below(string prefix) => new("common_prefix", prefix);
}
