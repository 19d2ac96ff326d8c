namespace LakeFS.S3.Rest;

/// <summary>What the REST API says of an object; the parts of it that S3 does not show.</summary>
internal sealed class ObjectStatsModel
{
    /// <summary>The ETag, without quotes.</summary>
    public string Checksum { get; set; } = string.Empty;

    /// <summary>Where the object store has the content.</summary>
    public string PhysicalAddress { get; set; } = string.Empty;
}
