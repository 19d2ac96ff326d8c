using System;
using System.Globalization;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.S3;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>Runs requests and turns what they throw into this library's exception, looking closer where a code is ambiguous.</summary>
internal sealed class ErrorTranslator
{
    private readonly LakeS3Connection _connection;
    private readonly RefProbe _refs;

    public ErrorTranslator(LakeS3Connection connection, RefProbe refs)
    {
        _connection = connection;
        _refs = refs;
    }

    /// <summary>Runs a call that concerns an object or prefix.</summary>
    /// <exception cref="LakeS3Exception">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public Task<T> RunAsync<T>(S3Operation operation, ObjectAddress address, Func<Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(() => new S3ErrorContext(_connection, operation, address), call, cancellationToken);

    /// <summary>Runs a call that concerns a repository, or the server as a whole.</summary>
    /// <exception cref="LakeS3Exception">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public Task<T> RunAsync<T>(
        S3Operation operation, string? repository, string? reference, string? key, Func<Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(() => new S3ErrorContext(_connection, operation) { Repository = repository, Ref = reference, Key = key }, call, cancellationToken);

    /// <summary>Runs a call that concerns everything below a prefix.</summary>
    /// <exception cref="LakeS3Exception">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public Task<T> RunOnPrefixAsync<T>(S3Operation operation, ObjectAddress prefix, Func<Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(() => S3ErrorContext.OfPrefix(_connection, operation, prefix), call, cancellationToken);

    private async Task<T> RunAsync<T>(Func<S3ErrorContext> describe, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not LakeS3Exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LakeS3Exception? translated = await TranslateAsync(describe(), error, cancellationToken).ConfigureAwait(false);
            if (translated is null)
            {
                throw;
            }

            throw translated;
        }
    }

    private async Task<LakeS3Exception?> TranslateAsync(S3ErrorContext failure, Exception error, CancellationToken cancellationToken)
    {
        failure.Inner = error;
        // What is no XML at all gets past the SDK's own check as the parser's exception.
        if (error is AmazonUnmarshallingException or XmlException)
        {
            return ServerErrors.NotAnS3Endpoint(failure.Facts);
        }

        if (ReadRefusal(error) is not ServerErrorException refusal)
        {
            return _connection.NetworkErrors.Explain(error, _connection.MaxRetries, isChange: false);
        }

        bool isMadeUp = IsMadeUp(refusal);
        failure.Code = isMadeUp ? null : refusal.ErrorCode;
        failure.Status = refusal.StatusCode;
        failure.ServerMessage = isMadeUp ? null : refusal.Message;
        failure.RequestId = refusal.RequestId;
        failure.ServerTime = refusal.ServerTime;
        if (_connection.IsLakeFS && NeedsCloserLook(refusal) && failure.Repository is not null && failure.Ref is not null)
        {
            failure.RefState = await _refs.LookAsync(failure.Repository, failure.Ref, cancellationToken).ConfigureAwait(false);
        }

        return S3Errors.Explain(failure);
    }

    // The SDK tells a refusal in its own way.
    private static ServerErrorException? ReadRefusal(Exception error) => error switch
    {
        ServerErrorException refusal => refusal,
        AmazonServiceException { StatusCode: not 0 } answered => new ServerErrorException(
            answered.StatusCode,
            answered.ErrorCode,
            answered.Message,
            answered.RequestId,
            (answered as AmazonS3Exception)?.AmazonId2,
            HeaderTimeOf(answered),
            retryAfter: null),
        _ => null,
    };

    private static bool NeedsCloserLook(ServerErrorException refusal) =>
        refusal.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.InternalServerError
        || (refusal.StatusCode == HttpStatusCode.BadRequest && refusal.ErrorCode == "BadRequest");

    // Without a body, as for HEAD, the SDK makes up a code from the status, and a message. They must not be taken for
    // the server's, which may well use a status's name as its code (PreconditionFailed) but then tells its HostId too.
    private static bool IsMadeUp(ServerErrorException refusal) =>
        string.IsNullOrEmpty(refusal.ErrorCode)
        || (string.Equals(refusal.ErrorCode, refusal.StatusCode.ToString(), StringComparison.Ordinal) && string.IsNullOrEmpty(refusal.HostId));

    private static DateTimeOffset? HeaderTimeOf(AmazonServiceException error) =>
        error.InnerException is HttpErrorResponseException { Response: IWebResponseData response }
        && DateTimeOffset.TryParse(response.GetHeaderValue("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
}
