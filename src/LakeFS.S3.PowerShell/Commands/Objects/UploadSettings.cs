using System.Collections;
using System.Collections.Specialized;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>The settings of all objects that Write-LakeObject writes: a snapshot of its parameters.</summary>
internal sealed class UploadSettings
{
    private readonly OrderedDictionary? _metadata;

    /// <param name="metadata">User metadata, or null. It is copied, because the script may change it while uploads are
    /// queued.</param>
    public UploadSettings(IDictionary? metadata)
    {
        if (metadata is not null)
        {
            _metadata = [];
            foreach (DictionaryEntry entry in metadata)
            {
                _metadata.Add(entry.Key, entry.Value);
            }
        }
    }

    public string? ContentType { get; init; }

    public bool NoClobber { get; init; }

    public bool Resume { get; init; }

    /// <summary>The request that writes an object with these settings.</summary>
    public UploadRequest RequestFor(ObjectAddress address) =>
        new(address) { ContentType = ContentType, Metadata = _metadata, NoClobber = NoClobber, Resume = Resume };
}
