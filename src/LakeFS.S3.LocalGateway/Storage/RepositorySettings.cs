using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>What is set for a repository, at one moment.</summary>
/// <param name="Protection">Which branches are protected.</param>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Retention">What garbage collection would keep; null if it isn't set.</param>
internal sealed record SettingsState(
    BranchProtection Protection, ImmutableSortedDictionary<string, string> Metadata, RetentionRules? Retention);

/// <summary>What is set for a repository.</summary>
/// <param name="repository">The repository.</param>
internal sealed class RepositorySettings(Repository repository)
{
    private readonly Lock _gate = new();
    private volatile SettingsState _state = new(BranchProtection.None, ObjectEntry.NoMetadata, Retention: null);

    public SettingsState State => _state;

    public BranchProtection Protection => _state.Protection;

    public ImmutableSortedDictionary<string, string> Metadata => _state.Metadata;

    public RetentionRules? Retention => _state.Retention;

    /// <summary>Replaces the protection rules; false if an expected ETag is not theirs.</summary>
    public bool TrySetProtection(BranchProtection protection, string? expectedETag) => TryChange(
        state => expectedETag is null || expectedETag == state.Protection.ETag
            ? state with { Protection = protection }
            : null);

    /// <summary>Adds a protection rule.</summary>
    public void Protect(string pattern) => TryChange(state => state with
    {
        Protection = new BranchProtection([.. state.Protection.Patterns.Where(other => other != pattern), pattern]),
    });

    /// <summary>Removes a protection rule; false if there is none.</summary>
    public bool Unprotect(string pattern) => TryChange(
        state => state.Protection.Patterns.Contains(pattern)
            ? state with { Protection = new BranchProtection([.. state.Protection.Patterns.Where(other => other != pattern)]) }
            : null);

    /// <summary>Adds to the repository's metadata.</summary>
    public void AddMetadata(IEnumerable<KeyValuePair<string, string>> items) =>
        TryChange(state => state with { Metadata = state.Metadata.SetItems(items) });

    /// <summary>Removes from the repository's metadata.</summary>
    public void RemoveMetadata(IEnumerable<string> keys) =>
        TryChange(state => state with { Metadata = state.Metadata.RemoveRange(keys) });

    /// <summary>Sets, or with null removes, what garbage collection would keep.</summary>
    public void SetRetention(RetentionRules? retention) => TryChange(state => state with { Retention = retention });

    /// <summary>Applies a journal entry without writing it again.</summary>
    internal void Restore(SettingsState state) => _state = state;

    private bool TryChange(Func<SettingsState, SettingsState?> change)
    {
        lock (_gate)
        {
            if (change(_state) is not { } changed)
            {
                return false;
            }

            repository.Journal?.SettingsChanged(repository, changed);
            _state = changed;
            return true;
        }
    }
}
