using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>Reads the error responses of a server.</summary>
internal static class S3ErrorReader
{
    /// <summary>Does nothing if the status is a success.</summary>
    /// <exception cref="ServerErrorException">The status is not a success.</exception>
    public static async Task RequireSuccessAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        using MemoryStream body = await BoundedBody.ReadErrorAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        ErrorBody? error = ErrorBody.TryRead(body);
        throw Refusal(answer, answer.StatusCode, error, isForeign: error is null && body.Length > 0);
    }

    /// <summary>
    /// Creates an exception for an error in the body of a response with status 200, as after a copy that failed midway.
    /// </summary>
    public static ServerErrorException OfSuccess(HttpResponseMessage answer, ErrorBody error) => Refusal(
        answer,
        error.Code switch
        {
            "InternalError" => HttpStatusCode.InternalServerError,
            "SlowDown" or "ServiceUnavailable" => HttpStatusCode.ServiceUnavailable,
            _ => answer.StatusCode,
        },
        error,
        isForeign: false);

    private static ServerErrorException Refusal(HttpResponseMessage answer, HttpStatusCode status, ErrorBody? error, bool isForeign) => new(
        status,
        error?.Code,
        error?.Message,
        error?.RequestId ?? AnswerHeaders.Get(answer, "x-amz-request-id"),
        error?.HostId,
        answer.Headers.Date,
        ServerErrorException.RetryAfterOf(answer))
    {
        IsForeign = isForeign,
    };
}
