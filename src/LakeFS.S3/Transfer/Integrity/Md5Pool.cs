#if NET
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>Computes the MD5s of content that is on its way at the same time: whatever waits is taken eight messages in step.</summary>
internal sealed class Md5Pool
{
    // So many blocks are done before the next message may join in: 32 KiB each.
    private const int BlocksInOneGo = 512;

    private static readonly int MaxWorkers = Environment.ProcessorCount;

    private readonly ConcurrentQueue<Job> _waiting = new();
    private int _workers;

    /// <summary>Takes whole blocks into a state.</summary>
    /// <param name="state">The message's state; nobody else's meanwhile.</param>
    /// <param name="blocks">The bytes, a multiple of <see cref="Md5Kernel.BlockSize"/>; they have to stay until it is done.</param>
    /// <returns>A task that ends when it is done.</returns>
    public Task AddAsync(uint[] state, ArraySegment<byte> blocks)
    {
        Job job = new(state, blocks);
        _waiting.Enqueue(job);
        StartWorker();
        return job.Completion.Task;
    }

    // One worker, as long as it keeps up: what waits for it goes in step. Another one only for what waits beyond that.
    private void StartWorker()
    {
        if (_workers > 0 && _waiting.Count < Md5Lanes.Count * _workers)
        {
            return;
        }

        if (Interlocked.Increment(ref _workers) <= MaxWorkers)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static pool => pool.Work(), this, preferLocal: false);
        }
        else
        {
            Interlocked.Decrement(ref _workers);
        }
    }

    private void Work()
    {
        List<Job> group = new(Md5Lanes.Count);
        while (true)
        {
            Fill(group);
            if (group.Count is > 0 and < Md5Lanes.Count && Thread.Yield())
            {
                // Somebody else had something to do, and may have brought more.
                Fill(group);
            }

            if (group.Count == 0)
            {
                Interlocked.Decrement(ref _workers);
                // What came since the last look has seen this worker and may have started none.
                if (!_waiting.IsEmpty)
                {
                    StartWorker();
                }

                return;
            }

            int blocks = Math.Min(BlocksInOneGo, group.Min(job => job.Left.Count) / Md5Kernel.BlockSize);
            Md5Kernel.Update([.. group.Select(job => job.State)], [.. group.Select(job => job.Left)], blocks);
            group.RemoveAll(job => job.HasEndedAfter(blocks * Md5Kernel.BlockSize));
        }
    }

    private void Fill(List<Job> group)
    {
        while (group.Count < Md5Lanes.Count && _waiting.TryDequeue(out Job? next))
        {
            group.Add(next);
        }
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

        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool HasEndedAfter(int bytes)
        {
            Left = Left[bytes..];
            return Left.Count == 0 && Completion.TrySetResult();
        }
    }
}
#endif
