using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The multipart uploads of a repository that are neither completed nor aborted.</summary>
/// <param name="repository">The repository.</param>
internal sealed class MultipartUploadSet(Repository repository)
{
    private readonly ConcurrentDictionary<string, MultipartUpload> _uploads = new(StringComparer.Ordinal);

    /// <summary>The uploads by key.</summary>
    public IReadOnlyList<MultipartUpload> All =>
        [.. _uploads.Values.OrderBy(upload => upload.Key, ObjectKeyComparer.Instance)
            .ThenBy(upload => upload.Id, StringComparer.Ordinal)];

    public MultipartUpload? Find(string id) => _uploads.GetValueOrDefault(id);

    /// <summary>Adds an upload, or one that was taken out with the parts it has.</summary>
    public void Add(MultipartUpload upload)
    {
        repository.Journal?.UploadAdded(repository, upload);
        foreach (UploadedPart part in upload.Parts)
        {
            repository.Journal?.PartAdded(repository, upload, part);
        }

        _uploads[upload.Id] = upload;
    }

    /// <summary>Adds a part, in place of one of the same number, which is handed back.</summary>
    public UploadedPart? AddPart(MultipartUpload upload, UploadedPart part)
    {
        repository.Journal?.PartAdded(repository, upload, part);
        return upload.Add(part);
    }

    /// <summary>Removes an upload; the caller completes or aborts it.</summary>
    public MultipartUpload? Take(string id)
    {
        if (!_uploads.TryRemove(id, out MultipartUpload? upload))
        {
            return null;
        }

        try
        {
            repository.Journal?.UploadEnded(repository, upload);
            return upload;
        }
        catch (IOException)
        {
            // It has not ended for those who come after a restart, so it has not for those who come before.
            _uploads[id] = upload;
            throw;
        }
    }

    /// <summary>Applies a journal entry without writing it again.</summary>
    internal void Restore(MultipartUpload upload) => _uploads[upload.Id] = upload;

    internal void RestoreEnd(string id) => _uploads.TryRemove(id, out _);
}
