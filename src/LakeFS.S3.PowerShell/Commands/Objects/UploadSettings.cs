using System.Collections;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>The settings of all objects that Write-LakeObject writes: a snapshot of its parameters.</summary>
/// <param name="metadata">User metadata, or null. It is copied, because the script may change it while uploads are queued.</param>
internal sealed class UploadSettings(IDictionary? metadata)
{
    private readonly IDictionary? _metadata = MetadataTexts.Of(metadata);

    public string? ContentType { get; init; }

    public bool NoClobber { get; init; }

    public bool Resume { get; init; }

    public bool PreserveTime { get; init; }

    /// <summary>The request that writes an object with these settings.</summary>
    public UploadRequest RequestFor(ObjectAddress address) =>
        new(address) { ContentType = ContentType, Metadata = _metadata, NoClobber = NoClobber, Resume = Resume, PreserveTime = PreserveTime };
}
