using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>How the making of a repository ended.</summary>
internal enum CreationOutcome
{
    Created,
    NameIsTaken,

    /// <summary>The namespace belongs or belonged to a repository (rest-repositories #7, #50).</summary>
    NamespaceIsUsed,
}

/// <summary>All repositories.</summary>
/// <param name="contents">Where the bytes of objects are.</param>
/// <param name="journal">Where changes are written down; null if nothing outlives the process.</param>
/// <param name="time">The clock.</param>
internal sealed class RepositoryStore(ContentStore contents, Journal? journal, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _usedNamespaces = new(StringComparer.Ordinal);
    private volatile ImmutableSortedDictionary<string, Repository> _repositories =
        ImmutableSortedDictionary.Create<string, Repository>(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ImportJob> _imports = new(StringComparer.Ordinal);

    public ContentStore Contents => contents;

    /// <summary>The block storage's own endpoint; null if it has none.</summary>
    public BlockStore? Blocks { get; set; }

    /// <summary>The runs of hooks that were made to refuse, by id.</summary>
    public ConcurrentDictionary<string, HookRun> HookRuns { get; } = new(StringComparer.Ordinal);

    /// <summary>The repositories in the order of their ids.</summary>
    public ImmutableSortedDictionary<string, Repository> Repositories => _repositories;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>When the gateway was started, and its user so to speak made.</summary>
    public DateTimeOffset Started { get; } = time.GetUtcNow();

    public Repository? Find(string id) => _repositories.GetValueOrDefault(id);

    /// <summary>Makes a repository with a first commit and a default branch.</summary>
    public CreationOutcome Create(
        string id, string storageNamespace, string defaultBranch, bool isReadOnly, out Repository? repository)
    {
        lock (_gate)
        {
            repository = null;
            if (_repositories.ContainsKey(id))
            {
                return CreationOutcome.NameIsTaken;
            }

            if (!_usedNamespaces.Add(storageNamespace))
            {
                return CreationOutcome.NamespaceIsUsed;
            }

            DateTimeOffset now = Now;
            repository = new Repository(
                id, storageNamespace, defaultBranch, isReadOnly, now, Commit.CreateFirst(now), journal);
            _repositories = _repositories.Add(id, repository);
            journal?.RepositoryCreated(repository);
            return CreationOutcome.Created;
        }
    }

    /// <summary>Deletes a repository; false if there is none.</summary>
    public bool Delete(string id)
    {
        lock (_gate)
        {
            if (!_repositories.TryGetValue(id, out Repository? repository))
            {
                return false;
            }

            repository.Forget();
            _repositories = _repositories.Remove(id);
            journal?.RepositoryDeleted(id);
            return true;
        }
    }

    /// <summary>Begins to keep account of an import.</summary>
    public ImportJob AddImport()
    {
        ImportJob job = new(Guid.NewGuid().ToString("N")[..20], Now);
        _imports[job.Id] = job;
        return job;
    }

    public ImportJob? FindImport(string id) => _imports.GetValueOrDefault(id);

    /// <summary>Applies a journal entry without writing it again.</summary>
    internal void Restore(Repository repository)
    {
        _usedNamespaces.Add(repository.StorageNamespace);
        _repositories = _repositories.SetItem(repository.Id, repository);
    }

    internal void RestoreDeletion(string id) => _repositories = _repositories.Remove(id);
}
