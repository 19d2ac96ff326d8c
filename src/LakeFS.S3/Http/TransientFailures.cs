using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LakeFS.S3.Http;

/// <summary>Which failures may pass, so that the same request can succeed later.</summary>
internal static class TransientFailures
{
    /// <summary>The number of retries of failures that are mostly permanent.</summary>
    private const int MaxRetriesOfDoubtful = 2;

    /// <summary>The number of retries that a failure is worth at most; 0 if it is permanent.</summary>
    public static int MaxRetriesOf(Exception failure) => failure switch
    {
        ServerErrorException { IsFinal: true } => 0,
        ServerErrorException { IsTransient: true } => int.MaxValue,
        // lakeFS permanently returns 500 for some requests, such as those with invalid refs or keys that are too long.
        ServerErrorException { StatusCode: HttpStatusCode.InternalServerError } => MaxRetriesOfDoubtful,
        ServerErrorException refused => IsTransient(refused.StatusCode) ? int.MaxValue : 0,
        LakeS3Exception => 0,
        _ when Find<AuthenticationException>(failure) is not null => 0,
        // Mostly a typing error.
        _ when Find<SocketException>(failure) is { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => MaxRetriesOfDoubtful,
        HttpRequestException or IOException or SocketException => int.MaxValue,
        _ => 0,
    };

    /// <summary>Whether the server certainly did not begin to execute a request.</summary>
    public static bool WasNotBegun(Exception failure) => failure switch
    {
        ServerErrorException refused => refused.StatusCode == (HttpStatusCode)429,
        _ => Find<SocketException>(failure) is { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain },
    };

    /// <summary>Whether the server may have executed a request although it failed.</summary>
    public static bool MayBeDone(Exception failure) => failure switch
    {
        ServerErrorException refused => refused.StatusCode >= HttpStatusCode.InternalServerError,
        _ => !WasNotBegun(failure) && Find<AuthenticationException>(failure) is null,
    };

    private static bool IsTransient(HttpStatusCode status) => status
        is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        or (HttpStatusCode)429;

    private static T? Find<T>(Exception? failure)
        where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found)
            {
                return found;
            }
        }

        return null;
    }
}
