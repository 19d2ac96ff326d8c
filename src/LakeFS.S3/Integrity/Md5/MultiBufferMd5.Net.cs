using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Integrity.Md5;

/// <summary>
/// Computes the MD5s of contents that are transferred at the same time. Sixteen cost little more than one, so a chunk waits
/// briefly for chunks of other contents.
/// </summary>
internal sealed class MultiBufferMd5
{
    // On a slow connection a chunk can wait this long, and on a fast one sixteen arrive sooner.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(40);

    private readonly Queue<Job> _waiting = new();
    private int _messages;
    private int _isPrepared;

    /// <summary>Compiles the code ahead of its first use, which takes about 40 ms, while the content is being requested.</summary>
    public void Prepare()
    {
        if (Interlocked.Exchange(ref _isPrepared, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ => Md5Core.Update([Md5Core.NewState(), Md5Core.NewState()], [new byte[Md5Core.BlockSize], new byte[Md5Core.BlockSize]], 1), null);
        }
    }

    /// <summary>Adds to the number of messages in progress; negative to subtract.</summary>
    public void Expect(int messages)
    {
        lock (_waiting)
        {
            _messages += messages;
            if (!IsReady)
            {
                return;
            }
        }

        // When a caller leaves, its thread must not process the others' content.
        ThreadPool.UnsafeQueueUserWorkItem(pool => pool.WorkWhileReady(), this, preferLocal: false);
    }

    /// <summary>Updates a message's state with whole blocks.</summary>
    /// <param name="state">The message's state; nothing else may use it until the task completes.</param>
    /// <param name="blocks">The bytes, a multiple of <see cref="Md5Core.BlockSize"/>; must not change until the task
    /// completes.</param>
    /// <returns>A task that completes when the blocks have been processed.</returns>
    public Task AddAsync(uint[] state, ArraySegment<byte> blocks)
    {
        Job job = new(state, blocks);
        Enqueue([job]);
        // The last caller to arrive does the work: it would have to wait for the result anyway.
        WorkWhileReady();
        return job.Completion.Task;
    }

    // Enough messages are waiting to fill all lanes, or all messages in progress are.
    private bool IsReady => _waiting.Count > 0 && _waiting.Count >= Math.Min(Md5x16.Count, _messages);

    private void Enqueue(IEnumerable<Job> jobs)
    {
        lock (_waiting)
        {
            foreach (Job job in jobs)
            {
                _waiting.Enqueue(job);
            }
        }
    }

    private void WorkWhileReady()
    {
        while (TakeIfReady() is Job[] group)
        {
            Work(group);
        }
    }

    private Job[]? TakeIfReady()
    {
        lock (_waiting)
        {
            if (IsReady)
            {
                return TakeGroup();
            }

            // The rest is processed when its wait time has passed.
            if (_waiting.TryPeek(out Job? first) && !first.IsTimed)
            {
                first.IsTimed = true;
                _ = WorkInTimeAsync(first);
            }

            return null;
        }
    }

    private async Task WorkInTimeAsync(Job first)
    {
        await Task.Delay(MaxWait).ConfigureAwait(false);
        Job[] group;
        lock (_waiting)
        {
            if (!_waiting.Contains(first))
            {
                return;
            }

            group = TakeGroup();
        }

        Work(group);
        WorkWhileReady();
    }

    private Job[] TakeGroup()
    {
        Job[] group = new Job[Math.Min(_waiting.Count, Md5x16.Count)];
        for (int i = 0; i < group.Length; i++)
        {
            group[i] = _waiting.Dequeue();
        }

        return group;
    }

    private void Work(Job[] group)
    {
        uint[][] states = new uint[group.Length][];
        ArraySegment<byte>[] messages = new ArraySegment<byte>[group.Length];
        int bytes = int.MaxValue;
        for (int i = 0; i < group.Length; i++)
        {
            states[i] = group[i].State;
            messages[i] = group[i].Left;
            bytes = Math.Min(bytes, messages[i].Count);
        }

        Md5Core.Update(states, messages, bytes / Md5Core.BlockSize);
        // Longer jobs continue in another group.
        Enqueue(Array.FindAll(group, job => !job.HasEndedAfter(bytes)));
    }

    private sealed class Job
    {
        public Job(uint[] state, ArraySegment<byte> left)
        {
            State = state;
            Left = left;
        }

        public uint[] State { get; }

        public ArraySegment<byte> Left { get; private set; }

        public bool IsTimed { get; set; }

        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool HasEndedAfter(int bytes)
        {
            Left = Left[bytes..];
            IsTimed = false;
            return Left.Count == 0 && Completion.TrySetResult();
        }
    }
}
