using System;
using System.IO;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// Repositories that outlive the process: a journal, and the contents of objects in files. One gateway has a
/// directory for itself.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const string JournalName = "journal.jsonl";
    private const string CompactedName = "journal.jsonl.new";
    private const string LockName = "lock";

    /// <summary>A journal of this size is made smaller at the start.</summary>
    private const long LeastToCompact = 64 * 1024;

    private readonly FileStream _lock;
    private readonly JournalFile _file;
    private readonly FileContentStore _contents;
    private readonly string _compactedPath;
    private Task _compaction = Task.CompletedTask;

    private DataDirectory(string directory, FileStream directoryLock, TimeProvider time)
    {
        _lock = directoryLock;
        _contents = new FileContentStore(directory);
        _compactedPath = Path.Combine(directory, CompactedName);
        _file = new JournalFile(Path.Combine(directory, JournalName));
        try
        {
            Journal journal = new(_file);
            Store = new RepositoryStore(_contents, journal, time);
            using (Stream lines = _file.OpenRead())
            {
                _file.Truncate(new JournalReader(Store, _contents, journal).Read(lines, _file.Length));
            }

            if (_file.Length >= LeastToCompact)
            {
                JournalCompactor.Compact(_file, _contents, _compactedPath);
            }

            _file.HasGrown = () => _compaction = Task.Run(CompactAsync);
            _contents.RemoveUnfinished();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public RepositoryStore Store { get; }

    /// <summary>Opens a directory; one that does not exist, or is empty, becomes a gateway's.</summary>
    /// <exception cref="IOException">It cannot be written, or another gateway has it.</exception>
    /// <exception cref="InvalidDataException">Its journal is not understood.</exception>
    public static DataDirectory Open(string path, TimeProvider time)
    {
        string directory = Path.GetFullPath(path);
        Directory.CreateDirectory(directory);
        FileStream directoryLock = new(
            Path.Combine(directory, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        try
        {
            return new DataDirectory(directory, directoryLock, time);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _compaction.GetAwaiter().GetResult();
        _file.Dispose();
        _lock.Dispose();
    }

    private async Task CompactAsync()
    {
        try
        {
            JournalCompactor.Compact(_file, _contents, _compactedPath);
        }
        catch (IOException problem)
        {
            // The journal is as it was, and goes on growing.
            await Console.Error.WriteLineAsync($"The journal can't be compacted: {problem.Message}").ConfigureAwait(false);
        }
    }
}
