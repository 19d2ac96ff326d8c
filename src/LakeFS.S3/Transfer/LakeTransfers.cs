using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>Content on its way to a branch, or from a ref.</summary>
public sealed class LakeTransfers
{
    private readonly LakeS3Connection _connection;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeTransfers(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Sends a file.</summary>
    /// <param name="request">The object and what goes with it.</param>
    /// <param name="path">The file's full path.</param>
    /// <param name="progress">Told how many bytes were read, or null.</param>
    /// <param name="cancellationToken">Stops the transfer; the object then stays as it was.</param>
    /// <returns>What the server holds, checked against what was sent.</returns>
    /// <exception cref="LakeS3Exception">The file can't be read, the server refused, or the check failed.</exception>
    public async Task<LakeTransferResult> UploadFileAsync(
        UploadRequest request, string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using FileStream file = OpenSource(path);
        return await new Uploader(_connection).SendAsync(request, file, path, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a stream from its present position to its end.</summary>
    /// <param name="request">The object and what goes with it.</param>
    /// <param name="content">The content; need not be seekable, is left open.</param>
    /// <param name="progress">Told how many bytes were read, or null.</param>
    /// <param name="cancellationToken">Stops the transfer; the object then stays as it was.</param>
    /// <returns>What the server holds, checked against what was sent.</returns>
    /// <exception cref="LakeS3Exception">The server refused, or the check failed.</exception>
    public Task<LakeTransferResult> UploadAsync(
        UploadRequest request, Stream content, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new Uploader(_connection).SendAsync(request, content, path: null, progress, cancellationToken);

    /// <summary>Fetches an object into a file, which appears whole or not at all.</summary>
    /// <param name="address">The object.</param>
    /// <param name="path">The file's full path.</param>
    /// <param name="options">What happens to a file that is there.</param>
    /// <param name="progress">Told how many bytes came, or null.</param>
    /// <param name="cancellationToken">Stops the transfer; the file then stays as it was.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, the file can't be written, or not all came.</exception>
    public async Task<LakeTransferResult> DownloadFileAsync(
        ObjectAddress address, string path, DownloadOptions options, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using FileTarget target = FileTarget.Open(path, options.NoClobber, options.Force);
        LakeTransferResult result;
        try
        {
            result = await new Downloader(_connection)
                .FetchAsync(address, target.Stream, path, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(path, inner);
        }

        await target.CommitAsync().ConfigureAwait(false);
        return result;
    }

    /// <summary>Fetches an object below a folder, at the path its key stands for.</summary>
    /// <param name="address">The object.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">The prefix whose folders are left out of the path; empty for none.</param>
    /// <param name="options">What happens to a file that is there.</param>
    /// <param name="progress">Told how many bytes came, or null.</param>
    /// <param name="cancellationToken">Stops the transfer; the file then stays as it was.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="LakeS3Exception">As for a file, or the key has no safe place below the folder.</exception>
    public Task<LakeTransferResult> DownloadIntoFolderAsync(
        ObjectAddress address, string folder, string prefix, DownloadOptions options, IProgress<long>? progress, CancellationToken cancellationToken) =>
        DownloadFileAsync(address, new FolderLayout(folder, prefix).PathOf(address.Key), options, progress, cancellationToken);

    /// <summary>Fetches an object into a stream.</summary>
    /// <param name="address">The object.</param>
    /// <param name="target">Where the content goes; left open.</param>
    /// <param name="progress">Told how many bytes came, or null.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or not all came.</exception>
    public Task<LakeTransferResult> DownloadAsync(
        ObjectAddress address, Stream target, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new Downloader(_connection).FetchAsync(address, target, path: null, progress, cancellationToken);

    /// <summary>Opens an object's content for the caller to read and dispose.</summary>
    /// <param name="address">The object.</param>
    /// <param name="cancellationToken">Stops the request; reading has tokens of its own.</param>
    /// <returns>A stream that can be read once.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused.</exception>
    public async Task<Stream> OpenReadAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        GetObjectResponse answer = await new Downloader(_connection).OpenAsync(address, cancellationToken).ConfigureAwait(false);
        return answer.ResponseStream;
    }

    private static FileStream OpenSource(string path)
    {
        if (Directory.Exists(path))
        {
            throw FileErrors.IsDirectory(path);
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception inner) when (inner is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FileErrors.NotFound(path);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw FileErrors.Unreadable(path, inner);
        }
    }
}
