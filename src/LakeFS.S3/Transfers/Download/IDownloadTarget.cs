namespace LakeFS.S3.Transfers.Download;

/// <summary>Receives a download at any position.</summary>
internal interface IDownloadTarget
{
    /// <summary>Whether to keep an incomplete download.</summary>
    bool KeepsPartial { get; set; }

    /// <summary>Sets the size, so that chunks can be written in any order.</summary>
    void Allocate(long size);

    /// <summary>Writes bytes at a position. Thread-safe.</summary>
    /// <exception cref="LakeS3Exception">The disk is full or failed.</exception>
    void Write(long position, byte[] buffer, int count);

    /// <summary>Reads back bytes that were written. Thread-safe.</summary>
    /// <returns>The number of bytes read; at least one, except at the end.</returns>
    /// <exception cref="LakeS3Exception">The disk failed.</exception>
    int Read(long position, byte[] buffer, int count);
}
