using System;
using System.IO;
using System.Text;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3.Sync;

/// <summary>
/// The MD5 of downloaded content whose ETag can't be computed, because another tool chose the part size or the store
/// encrypts with its own key. With it the next synchronization recognizes the file. The records are in the user's own data.
/// </summary>
internal sealed class ContentRecords(LakeConnection connection)
{
    private const string Heading = "LakeFS.S3 content 1";

    /// <summary>The MD5 recorded for an object; null if there is none.</summary>
    public string? Find(ObjectAddress address, string? etag, long size)
    {
        try
        {
            string identity = IdentityOf(address, etag, size);
            string path = PathFor(identity);
            string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
            return lines.Length == 3 && lines[0] == Heading && lines[1] == identity ? lines[2] : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without the record, the object is transferred again.
            return null;
        }
    }

    /// <summary>Records the content of a downloaded file.</summary>
    public void Add(ObjectAddress address, string? etag, long size, string file)
    {
        try
        {
            using SourceFile content = SourceFile.Open(file);
            string md5 = content.DigestOf(layout: null, new byte[ContentComparer.BufferSize], default);
            content.RequireUnchanged();
            string identity = IdentityOf(address, etag, size);
            PrivateFile.Write(PathFor(identity), $"{Heading}\n{identity}\n{md5}\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or LakeS3Exception)
        {
            // Without the record, the next synchronization transfers the object again.
        }
    }

    // ETags mean something only in their store.
    private string IdentityOf(ObjectAddress address, string? etag, long size) =>
        FormattableString.Invariant($"{connection.StoreOf(address).EndpointUrl} {address.Container} {etag} {size}");

    private static string PathFor(string identity) =>
        Path.Combine(UserData.FolderOf("content"), Hex.Of(Hashes.Sha256(Encoding.UTF8.GetBytes(identity))).Substring(0, 32));
}
