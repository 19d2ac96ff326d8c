using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Text;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>
/// The parts of a file that were already sent, recorded on this machine: lakeFS on local storage lists neither unfinished
/// uploads nor their parts (s3-multipart #7). One journal belongs to one user, file and object.
/// </summary>
internal sealed class UploadJournal
{
    private const string Heading = "LakeFS.S3 upload 1";

    private readonly string _path;
    private readonly SourceFile _file;
    private readonly ConcurrentDictionary<int, string> _etags = new();
    private readonly object _writing = new();

    private UploadJournal(string path, SourceFile file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>The server's upload id; null if no upload is in progress.</summary>
    public string? UploadId { get; private set; }

    /// <summary>The id of an upload that will never be completed, as of another version of the file; null if there is none.</summary>
    public string? AbandonedUploadId { get; private set; }

    /// <summary>Opens the journal of an earlier attempt. A journal for another version of the file is ignored.</summary>
    /// <exception cref="LakeS3Exception">The journal's folder can't be created or read.</exception>
    public static UploadJournal Open(LakeS3Connection connection, ObjectAddress address, SourceFile file)
    {
        string name = Hex.Of(Hashes.Sha256(Encoding.UTF8.GetBytes($"{connection.EndpointUrl}\n{address.Uri}\n{file.Path}")));
        try
        {
            UploadJournal journal = new(Path.Combine(UserData.FolderOf("uploads"), name), file);
            if (File.Exists(journal._path))
            {
                journal.Read(File.ReadAllLines(journal._path));
            }

            return journal;
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(name, inner);
        }
    }

    /// <summary>Returns the ETag of a part that was already sent; otherwise null.</summary>
    public string? EtagOf(int number) => _etags.TryGetValue(number, out string? etag) ? etag : null;

    /// <summary>Records a new upload; does nothing if an upload is being resumed.</summary>
    public void Begin(string uploadId, PartLayout layout)
    {
        if (UploadId is null)
        {
            UploadId = uploadId;
            Write(() => PrivateFile.Write(_path, $"{Heading}\n{Fingerprint(layout)}\n{uploadId}\n"));
        }
    }

    /// <summary>Records a part that the server has confirmed.</summary>
    public void Add(int number, string etag)
    {
        _etags[number] = etag;
        Write(() => PrivateFile.Append(_path, $"{number.ToString(CultureInfo.InvariantCulture)} {etag}\n"));
    }

    /// <summary>Starts over, because the upload can't be continued.</summary>
    public void Abandon()
    {
        AbandonedUploadId = UploadId;
        Delete();
    }

    /// <summary>Deletes the journal.</summary>
    public void Delete()
    {
        UploadId = null;
        _etags.Clear();
        Write(() => File.Delete(_path));
    }

    private void Read(string[] lines)
    {
        if (lines.Length < 3 || lines[0] != Heading)
        {
            return;
        }

        if (lines[1] != Fingerprint(PartLayout.For(_file.Length)))
        {
            AbandonedUploadId = lines[2];
            return;
        }

        UploadId = lines[2];
        for (int i = 3; i < lines.Length; i++)
        {
            // The last line may be incomplete; its part is sent again.
            string[] words = lines[i].Split(' ');
            if (words.Length == 2 && words[1].Length == 32 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                _etags[number] = words[1];
            }
        }
    }

    private string Fingerprint(PartLayout layout) =>
        string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}", _file.Length, _file.Written.Ticks, layout);

    private void Write(Action write)
    {
        lock (_writing)
        {
            try
            {
                write();
            }
            catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
            {
                throw FileErrors.Unwritable(_path, inner);
            }
        }
    }
}
