using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Common;
using LakeFS.S3.Transfers.Download;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3;

/// <summary>
/// Uploads to a branch or bucket, and downloads. All transfers of an instance share the
/// <see cref="LakeConnection.MaxConcurrency"/> requests of each store, no matter how many run concurrently.
/// </summary>
public sealed class LakeTransfers
{
    private readonly TransferContexts _contexts;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection to one store, or a router over several.</param>
    public LakeTransfers(LakeConnection connection)
    {
        _contexts = new TransferContexts(connection);
    }

    /// <summary>Describes, per store in use, how many requests may be under way and which way content went.</summary>
    internal IEnumerable<string> Describe() => _contexts.InUse.SelectMany(context => context.Direct.Describe().Prepend(context.DescribeLimits()));

    /// <summary>Uploads a file: in one request, or from 64 MiB in concurrent parts of at least 16 MiB.</summary>
    /// <param name="request">The object and its properties.</param>
    /// <param name="path">The file's full path.</param>
    /// <param name="progress">Receives the number of bytes sent since the last report, negative if bytes have to be sent again; or null.</param>
    /// <param name="cancellationToken">Cancels the transfer; the object stays as it was.</param>
    /// <returns>The uploaded object, checked against what was sent.</returns>
    /// <exception cref="LakeS3Exception">The file can't be read, the server refused the request, or the check failed.</exception>
    public Task<LakeTransferResult> UploadFileAsync(
        UploadRequest request, string path, IProgress<long>? progress, CancellationToken cancellationToken) =>
        NewUploader(request, progress).SendFileAsync(path, cancellationToken);

    /// <summary>Uploads a stream from its current position to its end.</summary>
    /// <param name="request">The object and its properties.</param>
    /// <param name="content">The content. It need not be seekable, and is left open.</param>
    /// <param name="progress">Receives the number of bytes sent since the last report, negative if bytes have to be sent again; or null.</param>
    /// <param name="cancellationToken">Cancels the transfer; the object stays as it was.</param>
    /// <returns>The uploaded object, checked against what was sent.</returns>
    /// <exception cref="LakeS3Exception">The server refused the request, or the check failed.</exception>
    public Task<LakeTransferResult> UploadAsync(
        UploadRequest request, Stream content, IProgress<long>? progress, CancellationToken cancellationToken) =>
        NewUploader(request, progress).SendStreamAsync(content, cancellationToken);

    /// <summary>Downloads an object to a file, which appears complete or not at all.</summary>
    /// <param name="address">The object.</param>
    /// <param name="path">The file's full path.</param>
    /// <param name="options">How to treat an existing file, and how to check the content.</param>
    /// <param name="progress">Receives the number of bytes received since the last report; or null.</param>
    /// <param name="cancellationToken">Cancels the transfer; the file stays as it was.</param>
    /// <returns>The downloaded object.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, the file can't be written, or the content is not the object's.</exception>
    public Task<LakeTransferResult> DownloadFileAsync(
        ObjectAddress address, string path, DownloadOptions options, IProgress<long>? progress, CancellationToken cancellationToken) =>
        DownloadFileAsync(address, size: null, path, options, progress, cancellationToken);

    /// <summary>Downloads an object to a file, with its size as a list showed it, by which its request is scheduled.</summary>
    internal Task<LakeTransferResult> DownloadFileAsync(
        ObjectAddress address, long? size, string path, DownloadOptions options, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new Downloader(_contexts.Of(address), address, size, progress).FetchFileAsync(path, options, cancellationToken);

    /// <summary>Downloads an object to a folder, to the relative path that its key stands for.</summary>
    /// <param name="address">The object.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">The prefix whose folders are dropped from the path; empty for none.</param>
    /// <param name="options">How to treat an existing file, and how to check the content.</param>
    /// <param name="progress">Receives the number of bytes received since the last report; or null.</param>
    /// <param name="cancellationToken">Cancels the transfer; the file stays as it was.</param>
    /// <returns>The downloaded object.</returns>
    /// <exception cref="LakeS3Exception">As for a file, or the key has no safe path in the folder.</exception>
    public Task<LakeTransferResult> DownloadIntoFolderAsync(
        ObjectAddress address, string folder, string prefix, DownloadOptions options, IProgress<long>? progress, CancellationToken cancellationToken) =>
        DownloadFileAsync(
            address,
            new FolderLayout(folder, prefix).PathOf(address.Key),
            options.In(Path.GetFullPath(folder)),
            progress,
            cancellationToken);

    /// <summary>Downloads an object to a stream.</summary>
    /// <param name="address">The object.</param>
    /// <param name="target">The stream to write to; left open.</param>
    /// <param name="progress">Receives the number of bytes received since the last report; or null.</param>
    /// <param name="cancellationToken">Cancels the transfer.</param>
    /// <returns>The downloaded object.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or the content is not the object's.</exception>
    public Task<LakeTransferResult> DownloadAsync(
        ObjectAddress address, Stream target, IProgress<long>? progress, CancellationToken cancellationToken) =>
        DownloadAsync(address, target, new DownloadOptions(), progress, cancellationToken);

    /// <summary>Fetches an object into a stream.</summary>
    /// <param name="address">The object.</param>
    /// <param name="target">Where the content goes; left open.</param>
    /// <param name="options">Whether what comes is checked; the rest of it concerns files.</param>
    /// <param name="progress">Told how many more bytes came, or null.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or what came is not the object.</exception>
    public Task<LakeTransferResult> DownloadAsync(
        ObjectAddress address, Stream target, DownloadOptions options, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new Downloader(_contexts.Of(address), address, expectedSize: null, progress).FetchStreamAsync(target, options.SkipIntegrityCheck, cancellationToken);

    /// <summary>Opens an object's content for the caller to read and dispose.</summary>
    /// <param name="address">The object.</param>
    /// <param name="cancellationToken">Cancels the request; reads take their own tokens.</param>
    /// <returns>A forward-only stream.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused the request.</exception>
    public Task<Stream> OpenReadAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        OpenReadAsync(address, new DownloadOptions(), cancellationToken);

    /// <summary>Opens an object's content for the caller to read and dispose.</summary>
    /// <param name="address">The object.</param>
    /// <param name="options">Whether what comes is checked; the rest of it concerns files.</param>
    /// <param name="cancellationToken">Stops the request; reading has tokens of its own.</param>
    /// <returns>A stream that can be read once. The read that reaches its end fails if the content is not the object's.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused.</exception>
    public Task<Stream> OpenReadAsync(ObjectAddress address, DownloadOptions options, CancellationToken cancellationToken) =>
        new Downloader(_contexts.Of(address), address, expectedSize: null, progress: null).OpenAsync(options.SkipIntegrityCheck, cancellationToken);

    /// <summary>Opens an object's content for a caller that may need only a part of it.</summary>
    /// <param name="address">The object.</param>
    /// <param name="range">The first range to request, with which the stream begins; the rest is requested when it is read.</param>
    /// <param name="cancellationToken">Cancels the request; reads take their own tokens.</param>
    /// <returns>A forward-only stream. If it begins with the object, the read that reaches its end fails if the content is not the object's.</returns>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused the request.</exception>
    internal Task<Stream> OpenReadAsync(ObjectAddress address, ContentRange range, CancellationToken cancellationToken) =>
        new Downloader(_contexts.Of(address), address, expectedSize: null, progress: null).OpenAsync(range, skipsCheck: false, cancellationToken);

    private Uploader NewUploader(UploadRequest request, IProgress<long>? progress)
    {
        TransferContext context = _contexts.Of(request.Address);
        return new Uploader(context, request, progress, context.Direct);
    }
}
