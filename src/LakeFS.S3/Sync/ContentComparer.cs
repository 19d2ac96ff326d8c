using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Upload;
#if NET
using Microsoft.Win32.SafeHandles;
#endif

namespace LakeFS.S3.Sync;

/// <summary>Compares a file with an object of the same size by the object's ETag.</summary>
internal sealed class ContentComparer
{
    /// <summary>The size of the buffer that each caller provides.</summary>
    public const int BufferSize = 256 * 1024;

    // Files of this size are uploaded in parts, and reading one twice costs more than a request.
    private const long LargeSize = 64L * 1024 * 1024;

    private readonly LakeConnection _connection;
    private readonly ContentRecords _records;

    public ContentComparer(LakeConnection connection)
    {
        _connection = connection;
        _records = new ContentRecords(connection);
    }

    /// <summary>Hashes the file with each part layout that the ETag may come from, until one matches.</summary>
    /// <exception cref="LakeS3Exception">The file can't be read, or the object's metadata can't be requested.</exception>
    public async ValueTask<bool> IsSameAsync(string path, long size, ObjectAddress address, string? etag, byte[] buffer, CancellationToken cancellationToken)
    {
        // Most files are small and unchanged: they cost one open, one read and one hash.
        if (size == 0 || (size <= buffer.Length && ReadOnce(path, buffer) == size && IsMd5Of(buffer, (int)size, etag)))
        {
            return true;
        }

        bool isLarge = size >= LargeSize;
        ETagInfo knowledge = ETagInfo.Of(
            etag ?? string.Empty, size, isLarge ? PartLayout.For(size) : null, hasMd5: true, hasPartCount: !address.IsOnLakeFS);
        string? md5 = _records.Find(address, etag, size);
        if (knowledge.Candidates.Count == 0 && md5 is null)
        {
            return false;
        }

        using SourceFile file = SourceFile.Open(path);
        if (file.Length != size)
        {
            return false;
        }

        try
        {
            return (md5 is not null && file.DigestOf(layout: null, buffer, cancellationToken) == md5)
                || await IsSameAsync(file, knowledge, isLarge ? address : null, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unreadable(path, inner);
        }
    }

    private static bool IsMd5Of(byte[] content, int count, string? etag) =>
        string.Equals(Hex.Of(Hashes.Md5(content, count)), etag, StringComparison.OrdinalIgnoreCase);

    private static int ReadOnce(string path, byte[] buffer)
    {
        try
        {
#if NET
            using SafeFileHandle file = File.OpenHandle(path);
            return RandomAccess.Read(file, buffer, fileOffset: 0);
#else
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            return file.Read(buffer, 0, buffer.Length);
#endif
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Ignored here: the upload or download opens the file too, and reports the error.
            return -1;
        }
    }

    private async ValueTask<bool> IsSameAsync(
        SourceFile file, ETagInfo knowledge, ObjectAddress? large, byte[] buffer, CancellationToken cancellationToken)
    {
        for (int i = 0; i < knowledge.Candidates.Count; i++)
        {
            if (knowledge.Matches(file.DigestOf(knowledge.Candidates[i], buffer, cancellationToken)))
            {
                return true;
            }

            // The metadata of what this library uploaded has the part layout, which leaves nothing to guess.
            if (i == 0 && large is not null && await GetLayoutAsync(large, cancellationToken).ConfigureAwait(false) is PartLayout recorded)
            {
                return !recorded.Equals(knowledge.Candidates[0]) && knowledge.Matches(file.DigestOf(recorded.IsWhole ? null : recorded, buffer, cancellationToken));
            }
        }

        return false;
    }

    private async Task<PartLayout?> GetLayoutAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        (await new LakeObjects(_connection).GetMetadataAsync(address, cancellationToken).ConfigureAwait(false)).Layout;
}
