using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The runs of a repository's hooks. They last as long as the process; the oldest make room.</summary>
internal sealed class ActionRunLog
{
    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _ids = new();
    private volatile ImmutableSortedDictionary<string, ActionRun> _runs =
        ImmutableSortedDictionary.Create<string, ActionRun>(ObjectKeyComparer.Instance);

    /// <summary>The runs in the order of their ids: the latest first.</summary>
    public ImmutableSortedDictionary<string, ActionRun> All => _runs;

    public ActionRun? Find(string id) => _runs.GetValueOrDefault(id);

    public void Add(ActionRun run)
    {
        lock (_gate)
        {
            if (_ids.Count == Capacity)
            {
                _runs = _runs.Remove(_ids.Dequeue());
            }

            _ids.Enqueue(run.Id);
            _runs = _runs.SetItem(run.Id, run);
        }
    }

    /// <summary>Says which commit came of the event that a run was before.</summary>
    public void SetCommit(string id, string commitId)
    {
        lock (_gate)
        {
            if (_runs.TryGetValue(id, out ActionRun? run))
            {
                _runs = _runs.SetItem(id, run with { CommitId = commitId });
            }
        }
    }
}
