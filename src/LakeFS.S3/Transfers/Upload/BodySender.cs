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

/// <summary>Sends one body, as often as it takes, and checks that the server holds what was sent.</summary>
internal sealed class BodySender
{
    private readonly TransferScope _scope;
    private readonly ObjectAddress _address;
    private readonly string? _path;
    private readonly IProgress<long>? _progress;

    /// <summary>Makes a sender.</summary>
    /// <param name="scope">The way to the server.</param>
    /// <param name="address">The object that the body belongs to.</param>
    /// <param name="path">The file it comes from, for errors; null where it comes from elsewhere.</param>
    /// <param name="progress">Told how many more bytes were sent; less than none where they have to be sent again.</param>
    public BodySender(TransferScope scope, ObjectAddress address, string? path, IProgress<long>? progress)
    {
        _scope = scope;
        _address = address;
        _path = path;
        _progress = progress;
    }

    /// <summary>Sends a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="send">One attempt.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What the server confirmed.</returns>
    /// <exception cref="LakeS3Exception">The content can't be read, the server refused, or it holds something else.</exception>
    public Task<SentBody> SendAsync(PartBody body, Func<Sending, Task<PutAnswer>> send, CancellationToken cancellationToken) =>
        _scope.InSlotAsync(() => SendInSlotAsync(body, send, cancellationToken), cancellationToken);

    private async Task<SentBody> SendInSlotAsync(PartBody body, Func<Sending, Task<PutAnswer>> send, CancellationToken cancellationToken)
    {
        Sending sending = new(_scope, body, _progress);
        try
        {
            PutAnswer answer = await _scope.ExplainAsync(
                S3Operation.WriteObject,
                _address,
                async () =>
                {
                    if (_scope.Writing.SignsPayload)
                    {
                        await sending.HashAsync(cancellationToken).ConfigureAwait(false);
                    }

                    return await _scope.Retry.RunAsync(_ => AttemptAsync(sending, send), cancellationToken).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            string etag = ETags.Require(_scope.Connection, S3Operation.WriteObject, _address, answer.ETag);
            byte[] md5 = sending.Md5 ?? throw ErrorTable.ContentMismatch(
                _scope.Connection, _address, "the server agreed before everything was sent.", "The object at the server is not whole.");
            if (answer.HasMd5)
            {
                UploadCheck.ETag(_scope.Connection, _address, Hex.Of(md5), etag);
            }

            return new SentBody(md5, etag, answer.HasMd5);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && sending.SourceFailure is not null)
        {
            throw Explain(sending.SourceFailure);
        }
    }

    private static async Task<PutAnswer> AttemptAsync(Sending sending, Func<Sending, Task<PutAnswer>> send)
    {
        try
        {
            return await send(sending).ConfigureAwait(false);
        }
        catch when (sending.SourceFailure is not null)
        {
            // The source failed, not the network: another attempt would fail alike.
            throw new LakeS3Exception("The content could not be read.", sending.SourceFailure);
        }
        catch
        {
            sending.Rewind();
            throw;
        }
    }

    // A stream's failure is its owner's, a file's is told with its path.
    private Exception Explain(Exception failure)
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
            return ErrorTable.ContentMismatch(_scope.Connection, _address, failure.Message, "Nothing was kept.");
        }

        ExceptionDispatchInfo.Capture(failure).Throw();
        return failure;
    }
}
