namespace LakeFS.S3;

/// <summary>One object, or everything under a prefix, of the server's own object storage.</summary>
/// <param name="url">Where it is, as the storage names it, such as <c>s3://bucket/prefix/</c>.</param>
/// <param name="destination">The key it gets; for a prefix what its keys begin with.</param>
/// <param name="isObject">Whether the URL names one object, and no prefix.</param>
public sealed class ImportSource(string url, string destination, bool isObject)
{
    /// <summary>Where it is.</summary>
    public string Url { get; } = url;

    /// <summary>The key it gets; for a prefix what its keys begin with.</summary>
    public string Destination { get; } = destination;

    /// <summary>Whether the URL names one object, and no prefix.</summary>
    public bool IsObject { get; } = isObject;
}
