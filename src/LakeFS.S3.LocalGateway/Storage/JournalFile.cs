using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// The journal's file. It holds whole lines alone: of a line that can't be written, on a full disk for example, nothing
/// stays. <see cref="FlushAsync"/> makes what was written outlast the loss of power.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>A journal that is smaller isn't worth being made smaller still.</summary>
    private const long LeastToCompact = 1024 * 1024;

    /// <summary>How many times the size it had after it was compacted a journal may grow to.</summary>
    private const int MostGrowth = 4;

    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _flushing = new(1);
    private FileStream _file;
    private long _flushed;
    private long _compactAt = LeastToCompact;

    /// <summary>Opens a journal; one that isn't there becomes an empty one.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public JournalFile(string path)
    {
        _path = path;
        _file = Open(path);
        Length = _file.Length;
    }

    /// <summary>Is called when the journal has grown much, and not again before <see cref="Replace"/>.</summary>
    public Action? HasGrown { get; set; }

    /// <summary>The bytes of all lines.</summary>
    public long Length { get; private set; }

    /// <summary>Drops what is behind the whole lines: a crash can leave a part of one.</summary>
    public void Truncate(long length)
    {
        _file.SetLength(length);
        _file.Seek(length, SeekOrigin.Begin);
        Length = length;
    }

    /// <summary>Adds lines, all or none.</summary>
    /// <exception cref="IOException">They can't be written.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        Action? hasGrown = null;
        lock (_gate)
        {
            try
            {
                _file.Write(lines);
            }
            catch (IOException)
            {
                Truncate(Length);
                throw;
            }

            Length += lines.Length;
            if (Length >= _compactAt)
            {
                _compactAt = long.MaxValue;
                hasGrown = HasGrown;
            }
        }

        hasGrown?.Invoke();
    }

    /// <summary>Waits until everything that was appended is on the disk.</summary>
    public async Task FlushAsync()
    {
        long wanted;
        lock (_gate)
        {
            wanted = Length;
        }

        await _flushing.WaitAsync().ConfigureAwait(false);
        try
        {
            // Another caller that flushed meanwhile has done it for this one too.
            if (Interlocked.Read(ref _flushed) < wanted)
            {
                await Task.Run(Flush).ConfigureAwait(false);
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <summary>Lets another file take the place of this one.</summary>
    /// <param name="path">The other file, which holds the same as this one's first lines.</param>
    /// <param name="replaced">How many bytes of this one those are; the rest is copied.</param>
    public void Replace(string path, long replaced)
    {
        _flushing.Wait();
        try
        {
            lock (_gate)
            {
                ReplaceCore(path, replaced);
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <summary>Opens the file for reading, while lines may be appended.</summary>
    public Stream OpenRead() => new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    public void Dispose()
    {
        _file.Dispose();
        _flushing.Dispose();
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private void ReplaceCore(string path, long replaced)
    {
        long length;
        using (FileStream next = Open(path))
        using (Stream rest = OpenRead())
        {
            rest.Seek(replaced, SeekOrigin.Begin);
            next.Seek(0, SeekOrigin.End);
            rest.CopyTo(next);
            next.Flush(flushToDisk: true);
            length = next.Length;
        }

        Length = length;
        _file.Dispose();
        File.Move(path, _path, overwrite: true);
        _file = Open(_path);
        _file.Seek(Length, SeekOrigin.Begin);

        // On the disk too, the name has to be the new file's.
        _file.Flush(flushToDisk: true);
        Interlocked.Exchange(ref _flushed, Length);
        _compactAt = Math.Max(LeastToCompact, Length * MostGrowth);
    }

    private void Flush()
    {
        long length;
        lock (_gate)
        {
            length = Length;
        }

        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        Interlocked.Exchange(ref _flushed, length);
    }
}
