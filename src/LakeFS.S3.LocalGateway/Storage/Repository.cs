using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// A repository: commits, branches and tags, with its settings and multipart uploads. Reading takes no lock; writes to a
/// branch take the branch's, making and deleting branches and tags the repository's.
/// </summary>
internal sealed class Repository
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Commit> _commits = new(StringComparer.Ordinal);
    private volatile ImmutableSortedDictionary<string, Branch> _branches =
        ImmutableSortedDictionary.Create<string, Branch>(ObjectKeyComparer.Instance);

    private volatile ImmutableSortedDictionary<string, Commit> _tags =
        ImmutableSortedDictionary.Create<string, Commit>(ObjectKeyComparer.Instance);

    private volatile Journal? _journal;

    public Repository(
        string id,
        string storageNamespace,
        string defaultBranch,
        bool isReadOnly,
        DateTimeOffset creationDate,
        Commit first,
        Journal? journal)
    {
        Id = id;
        StorageNamespace = storageNamespace;
        DefaultBranch = defaultBranch;
        IsReadOnly = isReadOnly;
        CreationDate = creationDate;
        _journal = journal;
        Settings = new RepositorySettings(this);
        Uploads = new MultipartUploadSet(this);
        PullRequests = new PullRequestSet(this);
        First = first;
        _commits[first.Id] = first;
        _branches = _branches.Add(
            defaultBranch, new Branch(defaultBranch, new BranchState(first, first.Snapshot), hidden: false));
    }

    public string Id { get; }

    public string StorageNamespace { get; }

    public string DefaultBranch { get; }

    public bool IsReadOnly { get; }

    public DateTimeOffset CreationDate { get; }

    /// <summary>The commit every repository begins with.</summary>
    public Commit First { get; }

    public ICollection<Commit> Commits => _commits.Values;

    /// <summary>The branches in the order of their names.</summary>
    public ImmutableSortedDictionary<string, Branch> Branches => _branches;

    /// <summary>The tags in the order of their names.</summary>
    public ImmutableSortedDictionary<string, Commit> Tags => _tags;

    public RepositorySettings Settings { get; }

    public MultipartUploadSet Uploads { get; }

    public PullRequestSet PullRequests { get; }

    /// <summary>What hooks have run, and how they ended.</summary>
    public ActionRunLog Runs { get; } = new();

    /// <summary>Where changes are written down; null if nothing outlives the process, or the repository was deleted.</summary>
    internal Journal? Journal => _journal;

    public Branch? FindBranch(string name) => _branches.GetValueOrDefault(name);

    public Commit? FindTag(string name) => _tags.GetValueOrDefault(name);

    public Commit? FindCommit(string id) => _commits.GetValueOrDefault(id);

    public bool IsProtected(string branch) => Settings.Protection.Covers(branch);

    /// <summary>Makes a branch; false if there is one of that name.</summary>
    public bool AddBranch(string name, Commit head, bool hidden)
    {
        lock (_gate)
        {
            if (_branches.ContainsKey(name))
            {
                return false;
            }

            Branch branch = new(name, new BranchState(head, head.Snapshot), hidden);
            _journal?.BranchSet(this, branch, branch.State);
            _branches = _branches.Add(name, branch);
            return true;
        }
    }

    /// <summary>Deletes a branch with its uncommitted changes; false if there is none.</summary>
    public bool DeleteBranch(string name)
    {
        lock (_gate)
        {
            if (!_branches.TryGetValue(name, out Branch? branch))
            {
                return false;
            }

            lock (branch.Gate)
            {
                _journal?.BranchDeleted(this, name);
                branch.IsDeleted = true;
            }

            _branches = _branches.Remove(name);
            return true;
        }
    }

    /// <summary>Makes a tag; false if there is one of that name.</summary>
    public bool AddTag(string name, Commit commit)
    {
        lock (_gate)
        {
            if (_tags.ContainsKey(name))
            {
                return false;
            }

            _journal?.TagSet(this, name, commit);
            _tags = _tags.Add(name, commit);
            return true;
        }
    }

    /// <summary>Deletes a tag; false if there is none.</summary>
    public bool DeleteTag(string name)
    {
        lock (_gate)
        {
            if (!_tags.ContainsKey(name))
            {
                return false;
            }

            _journal?.TagDeleted(this, name);
            _tags = _tags.Remove(name);
            return true;
        }
    }

    /// <summary>Writes an object to a branch, uncommitted.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="entry">The object.</param>
    /// <param name="onlyIfAbsent">Whether the key must be new.</param>
    public WriteOutcome Put(Branch branch, ObjectEntry entry, bool onlyIfAbsent = false)
    {
        lock (branch.Gate)
        {
            if (branch.IsDeleted)
            {
                return WriteOutcome.BranchIsGone;
            }

            BranchState state = branch.State;
            if (onlyIfAbsent && state.Working.Find(entry.Key) is not null)
            {
                return WriteOutcome.KeyExists;
            }

            _journal?.EntryPut(this, branch, entry);
            branch.State = state with { Working = state.Working.With(entry) };
            return WriteOutcome.Done;
        }
    }

    /// <summary>Deletes objects of a branch, uncommitted. Keys that do not exist do not matter.</summary>
    public WriteOutcome Delete(Branch branch, IReadOnlyList<string> keys)
    {
        lock (branch.Gate)
        {
            if (branch.IsDeleted)
            {
                return WriteOutcome.BranchIsGone;
            }

            BranchState state = branch.State;
            Snapshot working = keys.Count == 1
                ? state.Working.Without(keys[0])
                : state.Working.With(keys.Select(key => KeyValuePair.Create<string, ObjectEntry?>(key, null)));
            _journal?.EntriesDeleted(this, branch, keys);
            branch.State = state with { Working = working };
            return WriteOutcome.Done;
        }
    }

    /// <summary>Moves a branch: to another commit, other uncommitted changes or both.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="move">
    /// Makes the new state of the present one, alone with the branch; null leaves everything as it is.
    /// </param>
    /// <returns>The state after; null if <paramref name="move"/> said so or the branch is gone.</returns>
    public BranchState? Move(Branch branch, Func<BranchState, BranchState?> move)
    {
        lock (branch.Gate)
        {
            if (branch.IsDeleted || move(branch.State) is not { } moved)
            {
                return null;
            }

            if (!_commits.ContainsKey(moved.Head.Id))
            {
                _journal?.CommitAdded(this, moved.Head);
                _commits[moved.Head.Id] = moved.Head;
            }

            _journal?.BranchSet(this, branch, moved);
            branch.State = moved;
            return moved;
        }
    }

    /// <summary>Stops writing down what requests that are under way still do to a repository that was deleted.</summary>
    public void Forget() => _journal = null;

    /// <summary>Applies a journal entry without writing it again.</summary>
    internal void Restore(Commit commit) => _commits[commit.Id] = commit;

    internal void RestoreBranch(string name, Commit head, bool hidden, Snapshot working)
    {
        Branch branch = new(name, new BranchState(head, working), hidden);
        _branches = _branches.SetItem(name, branch);
    }

    internal void RestoreBranchDeletion(string name) => _branches = _branches.Remove(name);

    internal void RestoreTag(string name, Commit? commit) =>
        _tags = commit is null ? _tags.Remove(name) : _tags.SetItem(name, commit);
}
