using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>What is set for a repository: which branches are protected, and its metadata.</summary>
/// <param name="repository">The repository.</param>
internal sealed class RepositorySettings(Repository repository)
{
    private readonly Lock _gate = new();
    private volatile BranchProtection _protection = BranchProtection.None;
    private volatile ImmutableSortedDictionary<string, string> _metadata = ObjectEntry.NoMetadata;

    public BranchProtection Protection => _protection;

    public ImmutableSortedDictionary<string, string> Metadata => _metadata;

    /// <summary>Replaces the protection rules; false if an expected ETag is not theirs.</summary>
    public bool TrySetProtection(BranchProtection protection, string? expectedETag)
    {
        lock (_gate)
        {
            if (expectedETag is not null && expectedETag != _protection.ETag)
            {
                return false;
            }

            _protection = protection;
            repository.Journal?.SettingsChanged(repository);
            return true;
        }
    }

    /// <summary>Adds to the repository's metadata.</summary>
    public void AddMetadata(IEnumerable<KeyValuePair<string, string>> items)
    {
        lock (_gate)
        {
            _metadata = _metadata.SetItems(items);
            repository.Journal?.SettingsChanged(repository);
        }
    }

    /// <summary>Applies a journal entry without writing it again.</summary>
    internal void Restore(BranchProtection protection, ImmutableSortedDictionary<string, string> metadata)
    {
        _protection = protection;
        _metadata = metadata;
    }
}
