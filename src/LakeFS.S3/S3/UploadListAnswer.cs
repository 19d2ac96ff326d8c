using System.Collections.Generic;

namespace LakeFS.S3.S3;

/// <summary>One page of a list of unfinished uploads.</summary>
internal sealed class UploadListAnswer
{
    public List<LakeUpload> Uploads { get; } = [];

    /// <summary>Whether there are more pages.</summary>
    public bool IsTruncated { get; set; }

    public string? NextKeyMarker { get; set; }

    public string? NextUploadIdMarker { get; set; }
}
