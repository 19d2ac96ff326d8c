namespace LakeFS.S3.Transfers.Download;

/// <summary>Where content goes that comes in any order.</summary>
internal interface IDownloadTarget
{
    /// <summary>Whether what was written stays when not all of it comes.</summary>
    bool KeepsPartial { get; set; }

    /// <summary>Gives it its size, so that pieces can be written in any order.</summary>
    void Allocate(long size);

    /// <summary>Writes bytes at a position; several threads may do so at once.</summary>
    /// <exception cref="LakeS3Exception">The disk is full, or broke.</exception>
    void Write(long position, byte[] buffer, int count);

    /// <summary>Reads bytes that were written; several threads may do so at once.</summary>
    /// <returns>How many were read; at least one, unless the end was reached.</returns>
    /// <exception cref="LakeS3Exception">The disk broke.</exception>
    int Read(long position, byte[] buffer, int count);
}
