using System.IO;

namespace LakeFS.S3.Primitives;

/// <summary>Reads streams, which may return less at a time than was asked for.</summary>
internal static class StreamReading
{
    /// <summary>Fills a buffer.</summary>
    /// <returns>The number of bytes read; less than the buffer holds at the end of the stream.</returns>
    public static int Fill(Stream stream, byte[] buffer)
    {
        int filled = 0;
        for (int read = 1; read > 0 && filled < buffer.Length; filled += read)
        {
            read = stream.Read(buffer, filled, buffer.Length - filled);
        }

        return filled;
    }
}
