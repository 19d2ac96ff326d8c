using System;
using System.IO;

namespace LakeFS.S3.LocalFiles;

/// <summary>Reads and writes at positions of a file; several threads may do so at once.</summary>
internal static class PositionedFile
{
    /// <summary>Reads some bytes.</summary>
    /// <returns>How many were read; 0 only at the end.</returns>
    public static int Read(FileStream file, long position, byte[] buffer, int count) =>
        RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, count), position);

    /// <summary>Writes some bytes.</summary>
    public static void Write(FileStream file, long position, byte[] buffer, int count) =>
        RandomAccess.Write(file.SafeFileHandle, buffer.AsSpan(0, count), position);
}
