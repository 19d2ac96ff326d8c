using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The runs of a repository's hooks. They last as long as the process; the oldest make room.</summary>
internal sealed class ActionRunLog
{
    private const int Capacity = 10_000;

    // A hook may itself ask for the runs, and would be waited for in vain.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<string> _ids = new();
    private readonly ConcurrentDictionary<Task, bool> _underWay = new();
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

    /// <summary>Remembers a run that nobody waits for until it has ended.</summary>
    public void AddUnderWay(Task run)
    {
        _underWay.TryAdd(run, true);
        _ = run.ContinueWith(ended => _underWay.TryRemove(ended, out _), TaskScheduler.Default);
    }

    /// <summary>Waits a moment for the runs under way, so that a client that asks after an event finds the hooks that followed it.</summary>
    public Task SettleAsync() => Task.WhenAny(Task.WhenAll(_underWay.Keys), Task.Delay(LongestWait));

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
