using System;
using LakeFS.S3.Transfers.Download;

namespace LakeFS.S3.Transfers.Warmup;

/// <summary>Takes a rehearsed download in and keeps nothing of it.</summary>
internal sealed class RehearsalTarget : IDownloadTarget
{
    public bool KeepsPartial { get; set; }

    public void Allocate(long size)
    {
    }

    public void Write(long position, byte[] buffer, int count)
    {
    }

    /// <summary>Gives what a rehearsal writes, which is nothing but noughts.</summary>
    public int Read(long position, byte[] buffer, int count)
    {
        Array.Clear(buffer, 0, count);
        return count;
    }
}
