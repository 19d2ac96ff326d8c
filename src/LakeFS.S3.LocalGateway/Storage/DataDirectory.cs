using System;
using System.IO;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// Repositories that outlive the process: a journal, and the contents of objects in files. One gateway has a
/// directory for itself.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const string JournalName = "journal.jsonl";

    private readonly Journal _journal;

    private DataDirectory(RepositoryStore store, Journal journal)
    {
        Store = store;
        _journal = journal;
    }

    public RepositoryStore Store { get; }

    /// <summary>Opens a directory; one that does not exist, or is empty, becomes a gateway's.</summary>
    /// <exception cref="IOException">It cannot be written, or another gateway has it.</exception>
    /// <exception cref="InvalidDataException">Its journal is not understood.</exception>
    public static DataDirectory Open(string path, TimeProvider time)
    {
        string directory = Path.GetFullPath(path);
        FileContentStore contents = new(directory);
        FileStream file = new(
            Path.Combine(directory, JournalName),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 0);
        Journal journal = new(file);
        try
        {
            RepositoryStore store = new(contents, journal, time);
            long whole = new JournalReader(store, contents, journal).Read(file);
            file.SetLength(whole);
            file.Seek(whole, SeekOrigin.Begin);
            contents.RemoveUnfinished();
            return new DataDirectory(store, journal);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    public void Dispose() => _journal.Dispose();
}
