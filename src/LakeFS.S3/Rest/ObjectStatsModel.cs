using System.Collections.Generic;

namespace LakeFS.S3.Rest;

/// <summary>What the REST API says of an object; the parts of it that S3 does not show.</summary>
internal sealed class ObjectStatsModel
{
    /// <summary>The ETag, without quotes.</summary>
    public string Checksum { get; set; } = string.Empty;

    /// <summary>Where the object store has the content: an address such as <c>s3://bucket/key</c>, or a pre-signed URL if one was asked for.</summary>
    public string PhysicalAddress { get; set; } = string.Empty;

    /// <summary>The size in bytes.</summary>
    public long SizeBytes { get; set; }

    public string? ContentType { get; set; }

    /// <summary>The user metadata by full name, decoded: what was written over S3 has the prefix of its headers (rest-objects #65).</summary>
    public Dictionary<string, string>? Metadata { get; set; }
}
