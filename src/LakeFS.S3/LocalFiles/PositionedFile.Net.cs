using System;
using System.IO;

namespace LakeFS.S3.LocalFiles;

/// <summary>Reads and writes at positions of a file. Thread-safe.</summary>
internal static class PositionedFile
{
    /// <summary>Reads bytes.</summary>
    /// <returns>The number of bytes read; 0 only at the end.</returns>
    public static int Read(FileStream file, long position, byte[] buffer, int count) =>
        RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, count), position);

    /// <summary>Writes bytes.</summary>
    public static void Write(FileStream file, long position, byte[] buffer, int count) =>
        RandomAccess.Write(file.SafeFileHandle, buffer.AsSpan(0, count), position);
}
