namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The servers that were recorded, as the scenarios name them.</summary>
internal static class RecordedServers
{
    /// <summary>lakeFS 1.84.0 with local block storage.</summary>
    public const string Current = "lakeFS 1.84.0";

    /// <summary>The same server with the signature checks of lakeFS 1.55.</summary>
    public const string LegacySignatures = "lakeFS 1.84.0 with 1.55 signatures";

    /// <summary>The same server with block storage in memory, which lists parts and uploads.</summary>
    public const string MemoryStorage = "lakeFS 1.84.0 with memory block storage";

    /// <summary>The access key id the recorded server had; some requests hold it literally.</summary>
    public const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE";
}
