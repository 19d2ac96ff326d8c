using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Common;
using LakeFS.S3.Transfers.Download;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3;

/// <summary>
/// Content on its way to a branch or bucket, or from one. All transfers of one instance share the store's
/// <see cref="LakeConnection.MaxConcurrency"/> requests, however many run side by side.
/// </summary>
public sealed class LakeTransfers
{
    private readonly TransferContexts _contexts;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection to one store, or a router over several.</param>
    public LakeTransfers(LakeConnection connection)
    {
        _contexts = new TransferContexts(connection);
    }

    /// <summary>Sends a file: from 64 MiB on in parts of 16 MiB or more side by side, otherwise with one request.</summary>
    /// <param name="request">The object and what goes with it.</param>
    /// <param name="path">The file's full path.</param>
    /// <param name="progress">Told how many more bytes were sent; a negative number where they have to be sent again. Or null.</param>
    /// <param name="cancellationToken">Stops the transfer; the object then stays as it was.</param>
    /// <returns>What the server holds, checked against what was sent.</returns>
    /// <exception cref="LakeS3Exception">The file can't be read, the server refused, or the check failed.</exception>
    public Task<LakeTransferResult> UploadFileAsync(
        UploadRequest request, string path, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new Uploader(_contexts.Of(request.Address), request, progress).SendFileAsync(path, cancellationToken);

    /// <summary>Sends a stream from its present position to its end.</summary>
    /// <param name="request">The object and what goes with it.</param>
    /// <param name="content">The content; need not be seekable, is left open.</param>
    /// <param name="progress">Told how many more bytes were sent; a negative number where they have to be sent again. Or null.</param>
    /// <param name="cancellationToken">Stops the transfer; the object then stays as it was.</param>
    /// <returns>What the server holds, checked against what was sent.</returns>
    /// <exception cref="LakeS3Exception">The server refused, or the check failed.</exception>
    public Task<LakeTransferResult> UploadAsync(
        UploadRequest request, Stream content, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new Uploader(_contexts.Of(request.Address), request, progress).SendStreamAsync(content, cancellationToken);

    /// <summary>Fetches an object into a file, which appears whole or not at all.</summary>
    /// <param name="address">The object.</param>
    /// <param name="path">The file's full path.</param>
    /// <param name="options">What happens to a file that is there, and how what comes is checked.</param>
    /// <param name="progress">Told how many more bytes came, or null.</param>
    /// <param name="cancellationToken">Stops the transfer; the file then stays as it was.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, the file can't be written, or what came is not the object.</exception>
    public Task<LakeTransferResult> DownloadFileAsync(
        ObjectAddress address, string path, DownloadOptions options, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new Downloader(_contexts.Of(address), address, progress).FetchFileAsync(path, options, cancellationToken);

    /// <summary>Fetches an object below a folder, at the path its key stands for.</summary>
    /// <param name="address">The object.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">The prefix whose folders are left out of the path; empty for none.</param>
    /// <param name="options">What happens to a file that is there, and how what comes is checked.</param>
    /// <param name="progress">Told how many more bytes came, or null.</param>
    /// <param name="cancellationToken">Stops the transfer; the file then stays as it was.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="LakeS3Exception">As for a file, or the key has no safe place below the folder.</exception>
    public Task<LakeTransferResult> DownloadIntoFolderAsync(
        ObjectAddress address, string folder, string prefix, DownloadOptions options, IProgress<long>? progress, CancellationToken cancellationToken) =>
        DownloadFileAsync(
            address,
            new FolderLayout(folder, prefix).PathOf(address.Key),
            options.In(Path.GetFullPath(folder)),
            progress,
            cancellationToken);

    /// <summary>Fetches an object into a stream.</summary>
    /// <param name="address">The object.</param>
    /// <param name="target">Where the content goes; left open.</param>
    /// <param name="progress">Told how many more bytes came, or null.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or what came is not the object.</exception>
    public Task<LakeTransferResult> DownloadAsync(
        ObjectAddress address, Stream target, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new Downloader(_contexts.Of(address), address, progress).FetchStreamAsync(target, cancellationToken);

    /// <summary>Opens an object's content for the caller to read and dispose.</summary>
    /// <param name="address">The object.</param>
    /// <param name="cancellationToken">Stops the request; reading has tokens of its own.</param>
    /// <returns>A stream that can be read once.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused.</exception>
    public Task<Stream> OpenReadAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        new Downloader(_contexts.Of(address), address, progress: null).OpenAsync(cancellationToken);

    /// <summary>Opens an object's content for somebody who may want only a part of it.</summary>
    /// <param name="address">The object.</param>
    /// <param name="range">What is asked for first, and where the stream begins; the rest is asked for when it is read. All at once where null.</param>
    /// <param name="cancellationToken">Stops the requests, and the reading too.</param>
    /// <returns>A stream that can be read once.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused.</exception>
    internal Task<Stream> OpenReadAsync(ObjectAddress address, ContentRange? range, CancellationToken cancellationToken) =>
        new Downloader(_contexts.Of(address), address, progress: null).OpenAsync(range, cancellationToken);
}
