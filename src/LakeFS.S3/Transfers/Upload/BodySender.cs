using System;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>Sends a request body, retrying as needed, and checks that the server stored what was sent.</summary>
internal sealed class BodySender
{
    private readonly TransferContext _context;
    private readonly ObjectAddress _address;
    private readonly string? _path;
    private readonly IProgress<long>? _progress;

    /// <summary>Creates a sender.</summary>
    /// <param name="context">The context of the store.</param>
    /// <param name="address">The object that the body belongs to.</param>
    /// <param name="path">The file that the body comes from, for errors; null if it is not a file.</param>
    /// <param name="progress">Receives the number of bytes sent since the last report, negative if bytes have to be sent again; or null.</param>
    public BodySender(TransferContext context, ObjectAddress address, string? path, IProgress<long>? progress)
    {
        _context = context;
        _address = address;
        _path = path;
        _progress = progress;
    }

    /// <summary>Sends a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="send">Sends the body, retrying as needed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The body as the server confirmed it.</returns>
    /// <exception cref="LakeS3Exception">The content can't be read, the server refused the request, or it stored something else.</exception>
    public Task<UploadedBody> SendAsync(ReplayableContent body, Func<UploadBody, Task<PutResult>> send, CancellationToken cancellationToken) =>
        _context.InSlotAsync(body.Length, () => SendInSlotAsync(body, send, cancellationToken), cancellationToken);

    private async Task<UploadedBody> SendInSlotAsync(ReplayableContent body, Func<UploadBody, Task<PutResult>> send, CancellationToken cancellationToken)
    {
        UploadBody sending = new(_context, body, _progress);
        try
        {
            PutResult result = await send(sending).ConfigureAwait(false);
            byte[] md5 = sending.Md5 ?? throw ObjectErrors.ContentMismatch(
                _address.FactsAt(_context.Connection.EndpointUrl), "the server agreed before everything was sent.", "The object at the server is not whole.");
            if (result.HasMd5)
            {
                UploadCheck.ETag(_context.Connection, _address, Hex.Of(md5), result.ETag);
            }

            return new UploadedBody(md5, result.ETag!, result.HasMd5);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && sending.SourceFailure is not null)
        {
            throw Translate(sending.SourceFailure);
        }
    }

    // A stream's failure is rethrown as it is, because the stream is the caller's; a file's failure names the path.
    private Exception Translate(Exception failure)
    {
        if (failure is LakeS3Exception)
        {
            return failure;
        }

        if (_path is not null)
        {
            return failure is EndOfStreamException ? FileErrors.Changed(_path) : FileErrors.Unreadable(_path, failure);
        }

        if (failure is EndOfStreamException)
        {
            return ObjectErrors.ContentMismatch(_address.FactsAt(_context.Connection.EndpointUrl), failure.Message, "Nothing was kept.");
        }

        ExceptionDispatchInfo.Capture(failure).Throw();
        return failure;
    }
}
