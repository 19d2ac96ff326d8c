namespace LakeFS.S3;

/// <summary>An object, or all objects with a prefix, in the server's object storage.</summary>
/// <param name="url">The URL in the storage, such as <c>s3://bucket/prefix/</c>.</param>
/// <param name="destination">The key of the imported object; for a prefix, the prefix of the imported keys.</param>
/// <param name="isObject">Whether the URL is that of an object rather than a prefix.</param>
public sealed class ImportSource(string url, string destination, bool isObject)
{
    /// <summary>The URL in the storage.</summary>
    public string Url { get; } = url;

    /// <summary>The key of the imported object; for a prefix, the prefix of the imported keys.</summary>
    public string Destination { get; } = destination;

    /// <summary>Whether the URL is that of an object rather than a prefix.</summary>
    public bool IsObject { get; } = isObject;
}
