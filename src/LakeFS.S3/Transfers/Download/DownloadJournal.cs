using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// The ranges that an interrupted download has fetched. The journal is kept in the user's own data folder, because others
/// could have placed a file next to the target.
/// </summary>
internal sealed class DownloadJournal
{
    private const string Heading = "LakeFS.S3 download 2";

    private readonly string _path;
    private readonly object _writing = new();

    private DownloadJournal(string path)
    {
        _path = path;
    }

    /// <summary>The ETag of the object; null if there is no download to resume.</summary>
    public string? ETag { get; private set; }

    /// <summary>The size of the object in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>The ranges already fetched.</summary>
    public HashSet<int> Done { get; } = [];

    /// <summary>Opens the journal for a file.</summary>
    /// <exception cref="LakeS3Exception">The journal can't be read.</exception>
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

    /// <summary>Starts the journal for an object.</summary>
    public void Begin(string etag, long size)
    {
        ETag = etag;
        Size = size;
        Done.Clear();
        Guard(() => PrivateFile.Write(_path, $"{Heading}\n{etag} {size.ToString(CultureInfo.InvariantCulture)}\n"));
    }

    /// <summary>
    /// The ranges to fetch. If all are there, the last one is fetched again: the response shows whether the object is the same.
    /// </summary>
    public MissingRanges FindMissing(TransferContext context)
    {
        MissingRanges missing = new(context, Size, Done);
        if (missing.Count > 0)
        {
            return missing;
        }

        Done.RemoveWhere(range => (range + 1) * context.RangeSize >= Size);
        return new MissingRanges(context, Size, Done);
    }

    /// <summary>Records a range that was written.</summary>
    public void Add(int range)
    {
        lock (_writing)
        {
            Done.Add(range);
            Guard(() => PrivateFile.Append(_path, range.ToString(CultureInfo.InvariantCulture) + "\n"));
        }
    }

    /// <summary>Deletes the journal.</summary>
    public void Delete()
    {
        ETag = null;
        Done.Clear();
        Guard(() => File.Delete(_path));
    }

    // If the partial file has another length, the journal is not about it. An empty object is never left incomplete.
    private void Read(string[] lines, long length)
    {
        string[] words = lines.Length < 2 || lines[0] != Heading ? [] : lines[1].Split(' ');
        if (words.Length != 2 || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long size) || size != length || size == 0)
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
