using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Which ranges of an object an interrupted download has, kept in the user's own data: what lies beside a file
/// may have been put there by others.</summary>
internal sealed class DownloadJournal
{
    private const string Heading = "LakeFS.S3 download 2";

    private readonly string _path;
    private readonly object _writing = new();

    private DownloadJournal(string path)
    {
        _path = path;
    }

    /// <summary>The ETag of the object that was being fetched; null where nothing was.</summary>
    public string? ETag { get; private set; }

    /// <summary>Its size in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>The ranges that are there.</summary>
    public HashSet<int> Done { get; } = [];

    /// <summary>Reads what was left for a file.</summary>
    /// <exception cref="LakeS3Exception">It can't be read.</exception>
    public static DownloadJournal Open(string path)
    {
        try
        {
            DownloadJournal journal = new(UnfinishedDownload.NotesFor(path));
            FileInfo content = new(UnfinishedDownload.PathFor(path));
            if (File.Exists(journal._path) && content.Exists)
            {
                journal.Read(File.ReadAllLines(journal._path), content.Length);
            }

            return journal;
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(path, inner);
        }
    }

    /// <summary>Begins to keep notes of an object.</summary>
    public void Begin(string etag, long size)
    {
        ETag = etag;
        Size = size;
        Done.Clear();
        Guard(() => PrivateFile.Write(_path, $"{Heading}\n{etag} {size.ToString(CultureInfo.InvariantCulture)}\n"));
    }

    /// <summary>Notes a range that was written.</summary>
    public void Add(int range)
    {
        lock (_writing)
        {
            Done.Add(range);
            Guard(() => PrivateFile.Append(_path, range.ToString(CultureInfo.InvariantCulture) + "\n"));
        }
    }

    /// <summary>Throws the notes away.</summary>
    public void Delete()
    {
        ETag = null;
        Done.Clear();
        Guard(() => File.Delete(_path));
    }

    // Notes of a file of another length are of another file.
    private void Read(string[] lines, long length)
    {
        string[] words = lines.Length < 2 || lines[0] != Heading ? [] : lines[1].Split(' ');
        if (words.Length != 2 || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long size) || size != length)
        {
            return;
        }

        ETag = words[0];
        Size = size;
        for (int i = 2; i < lines.Length; i++)
        {
            if (int.TryParse(lines[i], NumberStyles.None, CultureInfo.InvariantCulture, out int range))
            {
                Done.Add(range);
            }
        }
    }

    private void Guard(Action use)
    {
        try
        {
            use();
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(_path, inner);
        }
    }
}
