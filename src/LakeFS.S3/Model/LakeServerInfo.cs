namespace LakeFS.S3;

/// <summary>What a server says of itself.</summary>
public sealed class LakeServerInfo
{
    internal LakeServerInfo(string endpointUrl)
    {
        EndpointUrl = endpointUrl;
    }

    /// <summary>The endpoint that was asked.</summary>
    public string EndpointUrl { get; }

    /// <summary>The version of lakeFS, such as <c>1.84.0</c>; null if the server does not report it.</summary>
    public string? Version { get; init; }

    /// <summary>The latest version there is, as far as the server knows; null if it does not.</summary>
    public string? LatestVersion { get; init; }

    /// <summary>Whether the server itself recommends an upgrade.</summary>
    public bool UpgradeRecommended { get; init; }

    /// <summary>The kind of storage, such as <c>s3</c>, <c>gs</c>, <c>azure</c> or <c>local</c>.</summary>
    public string? StorageType { get; init; }

    /// <summary>What storage namespaces of new repositories look like.</summary>
    public string? StorageNamespaceExample { get; init; }

    /// <summary>Whether objects can be imported without a copy.</summary>
    public bool ImportSupport { get; init; }

    /// <summary>Whether the server hands out presigned URLs of its storage.</summary>
    public bool PresignSupport { get; init; }

    /// <summary>The user the access key belongs to; null if the server does not report it.</summary>
    public string? User { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"lakeFS {Version} at {EndpointUrl}";
}
