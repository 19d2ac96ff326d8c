namespace LakeFS.S3;

/// <summary>One object, or everything under a prefix, of the server's own object storage.</summary>
public sealed class ImportSource
{
    /// <summary>Names a source.</summary>
    /// <param name="url">Where it is, as the storage names it, such as <c>s3://bucket/prefix/</c>.</param>
    /// <param name="destination">The key it gets; for a prefix what its keys begin with.</param>
    /// <param name="isObject">Whether the URL names one object, and no prefix.</param>
    public ImportSource(string url, string destination, bool isObject)
    {
        Url = url;
        Destination = destination;
        IsObject = isObject;
    }

    /// <summary>Where it is.</summary>
    public string Url { get; }

    /// <summary>The key it gets; for a prefix what its keys begin with.</summary>
    public string Destination { get; }

    /// <summary>Whether the URL names one object, and no prefix.</summary>
    public bool IsObject { get; }
}
