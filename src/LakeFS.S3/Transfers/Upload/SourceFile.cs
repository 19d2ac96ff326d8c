using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>A file to upload, readable from any position. It is opened once, so that all parts come from the same file.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly DateTime _written;

    private SourceFile(string path, FileStream stream)
    {
        Path = path;
        _stream = stream;
        Length = stream.Length;
        _written = File.GetLastWriteTimeUtc(path);
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The size in bytes at the time of opening.</summary>
    public long Length { get; }

    /// <summary>The last write time at the time of opening, UTC.</summary>
    public DateTime Written => _written;

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="LakeS3Exception">The file is missing, a folder, not a regular file, or can't be read.</exception>
    public static SourceFile Open(string path)
    {
        try
        {
            RegularFile.Require(path);
            return OpenRegular(path);
        }
        catch (Exception) when (Directory.Exists(path))
        {
            throw FileErrors.IsDirectory(path);
        }
        catch (Exception inner) when (inner is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FileErrors.NotFound(path);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw FileErrors.Unreadable(path, inner);
        }
    }

    /// <summary>Returns a section of the file as request content.</summary>
    public ReplayableContent Slice(long offset, long length) => new FilePart(this, offset, length);

    /// <summary>Reads bytes from a position. Thread-safe.</summary>
    public int Read(long position, byte[] buffer, int count) => PositionedFile.Read(_stream, position, buffer, count);

    /// <summary>Checks that the file has not changed since it was opened.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileChanged</c>.</exception>
    public void RequireUnchanged()
    {
        if (_stream.Length != Length || File.GetLastWriteTimeUtc(Path) != _written)
        {
            throw FileErrors.Changed(Path);
        }
    }

    /// <summary>The ETag of its content with a part layout.</summary>
    /// <param name="layout">The layout; null for one piece.</param>
    /// <param name="buffer">A buffer to read into.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public string DigestOf(PartLayout? layout, byte[] buffer, CancellationToken cancellationToken)
    {
        using ContentDigest digest = new(layout);
        int read;
        for (long position = 0; (read = Read(position, buffer, buffer.Length)) > 0; position += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            digest.Append(buffer, 0, read);
        }

        return digest.Finish().Value;
    }

    public void Dispose() => _stream.Dispose();

    private static SourceFile OpenRegular(string path)
    {
        SourceFile file = new(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1));
        // Files that the Linux kernel generates, such as those in /proc, have content but report a size of 0.
        if (file.Length == 0 && file.Read(position: 0, new byte[1], count: 1) > 0)
        {
            file.Dispose();
            throw FileErrors.NotRegular(path);
        }

        return file;
    }

    private sealed class FilePart : ReplayableContent
    {
        private readonly SourceFile _file;
        private readonly long _offset;

        public FilePart(SourceFile file, long offset, long length)
            : base(length)
        {
            _file = file;
            _offset = offset;
        }

        public override ValueTask<int> ReadAsync(long position, byte[] buffer, int count, CancellationToken cancellationToken)
        {
            int read = _file.Read(_offset + position, buffer, (int)Math.Min(count, Length - position));
            if (position + read == Length)
            {
                // Checked before the last bytes are sent, so that the server never stores a mix of two versions of the file.
                _file.RequireUnchanged();
            }

            return new ValueTask<int>(read);
        }
    }
}
