using System.Collections.Generic;

namespace LakeFS.S3.Rest;

/// <summary>A place in the object store where an object's content can be put.</summary>
internal sealed class StagingLocationModel
{
    public string PhysicalAddress { get; set; } = string.Empty;

    public string? PresignedUrl { get; set; }
}

/// <summary>The body of a request to link content that was put into the object store to a path.</summary>
internal sealed class StagingMetadataModel
{
    public StagingLocationModel Staging { get; set; } = new();

    /// <summary>The object's ETag, without quotes.</summary>
    public string Checksum { get; set; } = string.Empty;

    public long SizeBytes { get; set; }

    public string? ContentType { get; set; }

    public Dictionary<string, string>? UserMetadata { get; set; }
}

/// <summary>A multipart upload to the object store.</summary>
internal sealed class PresignedUploadModel
{
    public string UploadId { get; set; } = string.Empty;

    public string PhysicalAddress { get; set; } = string.Empty;

    /// <summary>The URLs of the first parts; null if none were asked for.</summary>
    public List<string>? PresignedUrls { get; set; }
}

/// <summary>A part of a multipart upload: its URL in responses, its number and ETag in requests.</summary>
internal sealed class PresignedPartModel
{
    public int? PartNumber { get; set; }

    public string? Etag { get; set; }

    public string? PresignedUrl { get; set; }
}

/// <summary>The body of a request to complete a multipart upload to the object store.</summary>
internal sealed class PresignedUploadEndModel
{
    public string PhysicalAddress { get; set; } = string.Empty;

    public List<PresignedPartModel> Parts { get; set; } = [];

    public string? ContentType { get; set; }

    public Dictionary<string, string>? UserMetadata { get; set; }
}

/// <summary>The body of a request about a multipart upload to the object store.</summary>
internal sealed class PhysicalAddressModel
{
    public string PhysicalAddress { get; set; } = string.Empty;
}
