using System;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>
/// Runs requests and translates their failures to this library's exception; sends another request where an error code is
/// ambiguous.
/// </summary>
internal sealed class ErrorTranslator
{
    private readonly LakeS3Connection _connection;
    private readonly RefProbe _refs;

    public ErrorTranslator(LakeS3Connection connection, RefProbe refs)
    {
        _connection = connection;
        _refs = refs;
    }

    /// <summary>Runs a request for an object or prefix.</summary>
    /// <exception cref="LakeS3Exception">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the request.</exception>
    public Task<T> RunAsync<T>(S3Operation operation, ObjectAddress address, Func<Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(() => new S3ErrorContext(_connection, operation, address), call, cancellationToken);

    /// <summary>Runs a request for a repository, or for the server as a whole.</summary>
    /// <exception cref="LakeS3Exception">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the request.</exception>
    public Task<T> RunAsync<T>(
        S3Operation operation, string? repository, string? reference, string? key, Func<Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(() => new S3ErrorContext(_connection, operation, repository, reference, key), call, cancellationToken);

    /// <summary>Runs a request for all objects with a prefix.</summary>
    /// <exception cref="LakeS3Exception">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the request.</exception>
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
        failure.Facts = failure.Facts with { Inner = error };
        if (error is XmlException)
        {
            return ServerErrors.NotAnS3Endpoint(failure.Facts);
        }

        if (error is InvalidDataException unbelievable)
        {
            return ServerErrors.AnswerUnbelievable(failure.Facts, unbelievable.Message);
        }

        if (error is not ServerErrorException refusal)
        {
            return _connection.NetworkErrors.Explain(error, isChange: false);
        }

        failure.Take(refusal);
        if (_connection.IsLakeFS && NeedsCloserLook(refusal) && failure.Facts is { Repository: string repository, Ref: string reference })
        {
            failure.RefState = await _refs.LookAsync(repository, reference, cancellationToken).ConfigureAwait(false);
        }

        return S3Errors.Explain(failure);
    }

    // A proxy's error page says nothing about refs.
    private static bool NeedsCloserLook(ServerErrorException refusal) => !refusal.IsForeign
        && (refusal.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.InternalServerError
            || (refusal.StatusCode == HttpStatusCode.BadRequest && refusal.ErrorCode == "BadRequest"));
}
