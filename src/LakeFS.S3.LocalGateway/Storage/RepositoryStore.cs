using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;

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
    private long _uses;
    private readonly HashSet<string> _usedNamespaces = new(StringComparer.Ordinal);
    private volatile ImmutableSortedDictionary<string, Repository> _repositories =
        ImmutableSortedDictionary.Create<string, Repository>(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ImportJob> _imports = new(StringComparer.Ordinal);

    public ContentStore Contents => contents;

    /// <summary>The block storage's own endpoint; null if it has none.</summary>
    public BlockStore? Blocks { get; set; }

    /// <summary>The storage namespaces that no other repository may have: also those of repositories that were deleted.</summary>
    public IReadOnlyCollection<string> UsedNamespaces => _usedNamespaces;

    /// <summary>Whether what is changed has to reach a disk.</summary>
    public bool IsLasting => journal is not null;

    /// <summary>The repositories in the order of their ids.</summary>
    public ImmutableSortedDictionary<string, Repository> Repositories => _repositories;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>When the gateway was started, and its user so to speak made.</summary>
    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>Names this gateway among others, as long as it runs.</summary>
    public string InstallationId { get; } = Guid.NewGuid().ToString();

    /// <summary>How many requests REST has been sent.</summary>
    public long Uses => Interlocked.Read(ref _uses);

    public void CountUse() => Interlocked.Increment(ref _uses);

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

            if (_usedNamespaces.Contains(storageNamespace))
            {
                return CreationOutcome.NamespaceIsUsed;
            }

            DateTimeOffset now = Now;
            Repository created = new(
                id, storageNamespace, defaultBranch, isReadOnly, now, Commit.CreateFirst(now), journal);
            journal?.RepositoryCreated(created);
            _usedNamespaces.Add(storageNamespace);
            _repositories = _repositories.Add(id, created);
            repository = created;
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

            journal?.RepositoryDeleted(id);
            repository.Forget();
            _repositories = _repositories.Remove(id);
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

    /// <summary>Waits until all that was changed so far is on the disk.</summary>
    public Task FlushAsync() => journal?.FlushAsync() ?? Task.CompletedTask;

    /// <summary>Applies a journal entry without writing it again.</summary>
    internal void Restore(Repository repository)
    {
        _usedNamespaces.Add(repository.StorageNamespace);
        _repositories = _repositories.SetItem(repository.Id, repository);
    }

    internal void RestoreDeletion(string id) => _repositories = _repositories.Remove(id);

    internal void RestoreNamespace(string storageNamespace) => _usedNamespaces.Add(storageNamespace);
}
