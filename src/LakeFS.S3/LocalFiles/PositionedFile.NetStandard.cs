using System.IO;

namespace LakeFS.S3.LocalFiles;

/// <summary>Reads and writes at positions of a file. Thread-safe; calls for one file are serialized.</summary>
internal static class PositionedFile
{
    /// <summary>Reads bytes.</summary>
    /// <returns>The number of bytes read; 0 only at the end.</returns>
    public static int Read(FileStream file, long position, byte[] buffer, int count)
    {
        lock (file)
        {
            file.Position = position;
            return file.Read(buffer, 0, count);
        }
    }

    /// <summary>Writes bytes.</summary>
    public static void Write(FileStream file, long position, byte[] buffer, int count)
    {
        lock (file)
        {
            file.Position = position;
            file.Write(buffer, 0, count);
            file.Flush();
        }
    }
}
