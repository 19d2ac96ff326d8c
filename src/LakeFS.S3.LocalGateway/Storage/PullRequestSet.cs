using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The pull requests of a repository.</summary>
/// <param name="repository">The repository.</param>
internal sealed class PullRequestSet(Repository repository)
{
    private readonly Lock _gate = new();
    private volatile ImmutableSortedDictionary<string, PullRequest> _pulls =
        ImmutableSortedDictionary.Create<string, PullRequest>(ObjectKeyComparer.Instance);

    /// <summary>The pull requests in the order of their ids.</summary>
    public ImmutableSortedDictionary<string, PullRequest> All => _pulls;

    public PullRequest? Find(string id) => _pulls.GetValueOrDefault(id);

    public void Add(PullRequest pull)
    {
        lock (_gate)
        {
            Set(pull);
        }
    }

    /// <summary>Changes a pull request; false if there is none.</summary>
    public bool Update(string id, Func<PullRequest, PullRequest> change)
    {
        lock (_gate)
        {
            if (!_pulls.TryGetValue(id, out PullRequest? pull))
            {
                return false;
            }

            Set(change(pull));
            return true;
        }
    }

    /// <summary>Applies a journal entry without writing it again.</summary>
    internal void Restore(PullRequest pull) => _pulls = _pulls.SetItem(pull.Id, pull);

    private void Set(PullRequest pull)
    {
        repository.Journal?.PullRequestSet(repository, pull);
        _pulls = _pulls.SetItem(pull.Id, pull);
    }
}
