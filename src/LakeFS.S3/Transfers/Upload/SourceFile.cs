using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>A file that is being sent: opened once, so that all of its parts are of the same file, and read from any position.</summary>
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

    /// <summary>The size in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>When it was written last before it was opened, UTC.</summary>
    public DateTime Written => _written;

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="LakeS3Exception">It is missing, a folder, no regular file, or can't be read.</exception>
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

    /// <summary>A piece of it as the content of a request.</summary>
    public ReplayableContent Slice(long offset, long length) => new FilePart(this, offset, length);

    /// <summary>Reads some bytes; several threads may do so at once.</summary>
    public int Read(long position, byte[] buffer, int count) => PositionedFile.Read(_stream, position, buffer, count);

    /// <summary>Makes sure that what was read in pieces was one file all the time.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileChanged</c>.</exception>
    public void RequireUnchanged()
    {
        if (_stream.Length != Length || File.GetLastWriteTimeUtc(Path) != _written)
        {
            throw FileErrors.Changed(Path);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static SourceFile OpenRegular(string path)
    {
        SourceFile file = new(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1));
        // The files in which Linux tells of itself have content and no size.
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
                // Before the last bytes are sent, so that the server never makes an object of two states of the file.
                _file.RequireUnchanged();
            }

            return new ValueTask<int>(read);
        }
    }
}
