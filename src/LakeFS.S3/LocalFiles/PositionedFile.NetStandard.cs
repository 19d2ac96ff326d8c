using System.IO;

namespace LakeFS.S3.LocalFiles;

/// <summary>Reads and writes at positions of a file; several threads may do so at once, and take turns.</summary>
internal static class PositionedFile
{
    /// <summary>Reads some bytes.</summary>
    /// <returns>How many were read; 0 only at the end.</returns>
    public static int Read(FileStream file, long position, byte[] buffer, int count)
    {
        lock (file)
        {
            file.Position = position;
            return file.Read(buffer, 0, count);
        }
    }

    /// <summary>Writes some bytes.</summary>
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
