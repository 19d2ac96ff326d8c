using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Integrity.Md5;

/// <summary>
/// Computes the MD5s of content that is on its way at the same time. Sixteen in step cost no more than one, so what is to be
/// hashed waits a moment for its like.
/// </summary>
internal sealed class MultiBufferMd5
{
    // On a slow line a piece has this time to spare, and on a fast one sixteen come sooner.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(40);

    private readonly Queue<Job> _waiting = new();
    private int _messages;
    private int _isPrepared;

    /// <summary>
    /// Says that there will be something to hash: the code for it takes some 40 ms to be compiled, which pass while the content is
    /// asked for.
    /// </summary>
    public void Prepare()
    {
        if (Interlocked.Exchange(ref _isPrepared, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ => Md5Core.Update([Md5Core.NewState(), Md5Core.NewState()], [new byte[Md5Core.BlockSize], new byte[Md5Core.BlockSize]], 1), null);
        }
    }

    /// <summary>Says that there is one more message on its way, or, negative, one less.</summary>
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

        // A caller that leaves does not process the others' content.
        ThreadPool.UnsafeQueueUserWorkItem(pool => pool.WorkWhileReady(), this, preferLocal: false);
    }

    /// <summary>Takes whole blocks into a message's state.</summary>
    /// <param name="state">The message's state; nobody else's meanwhile.</param>
    /// <param name="blocks">The bytes, a multiple of <see cref="Md5Core.BlockSize"/>; they have to stay until it is done.</param>
    /// <returns>A task that ends when it is done.</returns>
    public Task AddAsync(uint[] state, ArraySegment<byte> blocks)
    {
        Job job = new(state, blocks);
        Enqueue([job]);
        // The last caller to arrive does the work: its next step waits for this anyway.
        WorkWhileReady();
        return job.Completion.Task;
    }

    // As many as go in step are ready, and so are all there are.
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

            // The rest is processed when its wait ends.
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
        // What is longer goes on with others.
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
