namespace LakeFS.S3.Rest;

/// <summary>The server's configuration.</summary>
internal sealed class ServerConfigModel
{
    public VersionModel? VersionConfig { get; set; }

    public StorageModel? StorageConfig { get; set; }
}

/// <summary>The server's version.</summary>
internal sealed class VersionModel
{
    public string? Version { get; set; }

    public string? LatestVersion { get; set; }

    public bool? UpgradeRecommended { get; set; }
}

/// <summary>The server's storage.</summary>
internal sealed class StorageModel
{
    public string? BlockstoreType { get; set; }

    public string? BlockstoreNamespaceExample { get; set; }

    public string? DefaultNamespacePrefix { get; set; }

    public bool? ImportSupport { get; set; }

    public bool? PreSignSupport { get; set; }

    public bool? PreSignMultipartUpload { get; set; }
}
