using System;
using LakeFS.S3.Transfers.Download;

namespace LakeFS.S3.Transfers.Warmup;

/// <summary>Receives a download and discards it.</summary>
internal sealed class WarmupTarget : IDownloadTarget
{
    public bool KeepsPartial { get; set; }

    public void Allocate(long size)
    {
    }

    public void Write(long position, byte[] buffer, int count)
    {
    }

    /// <summary>Returns zero bytes, the content of every warmup object.</summary>
    public int Read(long position, byte[] buffer, int count)
    {
        Array.Clear(buffer, 0, count);
        return count;
    }
}
