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
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>Runs requests and turns what they throw into this library's exception, looking closer where a code is ambiguous.</summary>
internal sealed class ErrorTranslator
{
    private readonly LakeS3Connection _connection;

    public ErrorTranslator(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Runs a call that concerns an object or prefix.</summary>
    /// <exception cref="LakeS3Exception">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public Task<T> RunAsync<T>(S3Operation operation, ObjectAddress address, Func<Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(() => new Failure(_connection, operation, address), call, cancellationToken);

    /// <summary>Runs a call that concerns a repository, or the server as a whole.</summary>
    /// <exception cref="LakeS3Exception">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public Task<T> RunAsync<T>(
        S3Operation operation, string? repository, string? reference, string? key, Func<Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(() => new Failure(_connection, operation) { Repository = repository, Ref = reference, Key = key }, call, cancellationToken);

    /// <summary>Runs a call that concerns everything below a prefix.</summary>
    /// <exception cref="LakeS3Exception">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public Task<T> RunOnPrefixAsync<T>(S3Operation operation, ObjectAddress prefix, Func<Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(() => Failure.OfPrefix(_connection, operation, prefix), call, cancellationToken);

    private async Task<T> RunAsync<T>(Func<Failure> describe, Func<Task<T>> call, CancellationToken cancellationToken)
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

    private async Task<LakeS3Exception?> TranslateAsync(Failure failure, Exception error, CancellationToken cancellationToken)
    {
        failure.Inner = error;
        // What is no XML at all gets past the SDK's own check as the parser's exception.
        if (error is AmazonUnmarshallingException or XmlException)
        {
            return ErrorTable.NotAnS3Endpoint(failure);
        }

        if (error is not AmazonServiceException { StatusCode: not 0 } answered)
        {
            return _connection.NetworkErrors.Explain(error, _connection.MaxRetries, isChange: false);
        }

        failure.Code = IsMadeUp(answered) ? null : answered.ErrorCode;
        failure.Status = answered.StatusCode;
        failure.ServerMessage = IsMadeUp(answered) ? null : answered.Message;
        failure.RequestId = answered.RequestId;
        failure.ServerTime = ServerTimeOf(answered);
        if (_connection.IsLakeFS && NeedsCloserLook(answered) && failure.Repository is not null && failure.Ref is not null)
        {
            failure.RefState = await new RefProbe(_connection).LookAsync(failure.Repository, failure.Ref, cancellationToken).ConfigureAwait(false);
        }

        return ErrorTable.Explain(failure);
    }

    private static bool NeedsCloserLook(AmazonServiceException error) =>
        error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.InternalServerError
        || (error.StatusCode == HttpStatusCode.BadRequest && error.ErrorCode == "BadRequest");

    // Without a body, as for HEAD, the SDK makes up a code from the status, and a message. They must not be taken for
    // the server's, which may well use a status's name as its code (PreconditionFailed) but then tells its HostId too.
    private static bool IsMadeUp(AmazonServiceException error) =>
        string.IsNullOrEmpty(error.ErrorCode)
        || (string.Equals(error.ErrorCode, error.StatusCode.ToString(), StringComparison.Ordinal)
            && string.IsNullOrEmpty((error as AmazonS3Exception)?.AmazonId2));

    private static DateTimeOffset? ServerTimeOf(AmazonServiceException error) =>
        (error as RefusedException)?.ServerTime ?? HeaderTimeOf(error);

    private static DateTimeOffset? HeaderTimeOf(AmazonServiceException error) =>
        error.InnerException is HttpErrorResponseException { Response: IWebResponseData response }
        && DateTimeOffset.TryParse(response.GetHeaderValue("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
}
