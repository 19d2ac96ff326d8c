using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LakeFS.S3.Http;

/// <summary>Explains failures in which no answer came: names, sockets, certificates, time limits.</summary>
internal static class NetworkErrors
{
    private const string MayBeDone = "It may have been done all the same: look before you try again (Get-LakeCommit, Get-LakeBranch, Get-LakeChange).";

    /// <summary>Explains the failure of a request that was tried again, or says null if it is none of the network's.</summary>
    public static LakeS3Exception? Explain(LakeS3Connection connection, Exception error) => Explain(connection, error, connection.MaxRetries, isChange: false);

    /// <summary>Explains the failure, or says null if it is none of the network's.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="error">What came.</param>
    /// <param name="retries">How often the request was sent again.</param>
    /// <param name="isChange">Whether the request would change something, and may have, though no answer came.</param>
    public static LakeS3Exception? Explain(LakeS3Connection connection, Exception error, int retries, bool isChange)
    {
        if (Find<AuthenticationException>(error) is AuthenticationException handshake)
        {
            return connection.Http.Trust.LastRefusal is string refusal ? NotTrusted(connection, refusal, error) : NoTls(connection, handshake, error);
        }

        if (Find<TimeoutException>(error) is not null)
        {
            return Make(
                connection,
                "LakeTimeout",
                LakeErrorKind.Timeout,
                $"{connection.EndpointUrl} did not answer within {connection.TimeoutSeconds:0.#} s{Tried(retries)}.",
                isChange ? MayBeDone : "Try again, or connect with a larger -TimeoutSeconds.",
                error);
        }

        if (Find<SocketException>(error) is SocketException socket)
        {
            bool isUncertain = isChange && socket.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData);
            return Unreachable(connection, Reason(connection, socket), error, retries, isUncertain);
        }

        return Find<IOException>(error) is IOException broken
            ? BrokenOff(connection, broken.Message.TrimEnd('.'), error, isChange)
            : Find<HttpRequestException>(error) is HttpRequestException http
                ? Unreachable(connection, http.Message.TrimEnd('.'), error, retries, isChange)
                : null;
    }

    private static LakeS3Exception NotTrusted(LakeS3Connection connection, string reason, Exception error) => Make(
        connection,
        "LakeCertificateNotTrusted",
        LakeErrorKind.Security,
        $"The certificate of {connection.EndpointUrl} is not trusted: {reason}.",
        "Use -CACertificate with the authority's certificate, or -SkipCertificateCheck for a test server.",
        error);

    // It did not come to a certificate.
    private static LakeS3Exception NoTls(LakeS3Connection connection, AuthenticationException handshake, Exception error) => Make(
        connection,
        "LakeConnectionFailed",
        LakeErrorKind.Connection,
        $"{connection.EndpointUrl} does not speak TLS, or none that this machine takes: {handshake.Message.TrimEnd('.')}.",
        "Check the port. The URL of a server without TLS begins with http://.",
        error);

    private static LakeS3Exception BrokenOff(LakeS3Connection connection, string reason, Exception error, bool isChange) => Make(
        connection,
        "LakeConnectionFailed",
        LakeErrorKind.Connection,
        $"The connection to {connection.EndpointUrl} broke off: {reason}.",
        isChange ? MayBeDone : "Try again; a proxy or firewall between here and there may end long transfers.",
        error);

    private static string Reason(LakeS3Connection connection, SocketException error) => error.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"the host '{connection.EndpointUrl.Host}' was not found",
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.ConnectionReset => "the connection was broken off",
        _ => error.Message.TrimEnd('.'),
    };

    private static LakeS3Exception Unreachable(LakeS3Connection connection, string reason, Exception error, int retries, bool isChange) => Make(
        connection,
        "LakeConnectionFailed",
        LakeErrorKind.Connection,
        $"{connection.EndpointUrl} can't be reached: {reason}{Tried(retries)}.",
        isChange ? MayBeDone : "Check the endpoint, the network and the proxy.",
        error);

    private static string Tried(int retries) => retries == 0 ? " (tried once)" : $" (tried {retries + 1} times)";

    private static LakeS3Exception Make(
        LakeS3Connection connection, string id, LakeErrorKind kind, string message, string action, Exception inner) =>
        new(id, kind, message, inner) { RecommendedAction = action, Endpoint = connection.EndpointUrl };

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is T found)
            {
                return found;
            }
        }

        return null;
    }
}
