using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LakeFS.S3.Http;

/// <summary>Explains failures in which no answer came: names, sockets, certificates, time limits.</summary>
internal sealed class NetworkErrors
{
    private const string MayBeDone = "It may have been done all the same: look before you try again (Get-LakeCommit, Get-LakeBranch, Get-LakeChange).";
    private const string MayBeDoneLater = MayBeDone + " Connect with a larger -TimeoutSeconds to wait longer.";

    private readonly Uri _endpoint;
    private readonly TimeSpan _timeout;
    private readonly ServerTrust _trust;

    public NetworkErrors(Uri endpoint, TimeSpan timeout, ServerTrust trust)
    {
        _endpoint = endpoint;
        _timeout = timeout;
        _trust = trust;
    }

    /// <summary>Explains the failure, or says null if it is none of the network's.</summary>
    /// <param name="error">What came.</param>
    /// <param name="isChange">Whether the request would change something, and may have, though no answer came.</param>
    public LakeS3Exception? Explain(Exception error, bool isChange)
    {
        int retries = RetryPolicy.RetriesOf(error);
        if (Find<AuthenticationException>(error) is AuthenticationException handshake)
        {
            return _trust.LastRefusal is string refusal ? NotTrusted(refusal, error) : NoTls(handshake, error);
        }

        if (Find<TimeoutException>(error) is not null)
        {
            return Make(
                "LakeTimeout",
                LakeErrorKind.Timeout,
                $"{_endpoint} did not answer within {_timeout.TotalSeconds:0.#} s{Tried(retries)}.",
                isChange ? MayBeDoneLater : "Try again, or connect with a larger -TimeoutSeconds.",
                error,
                isUnknown: isChange);
        }

        if (Find<ProxyException>(error) is ProxyException proxy)
        {
            return Make("LakeProxyFailed", LakeErrorKind.Connection, $"{proxy.Message}{Tried(retries)}.", "Check -Proxy, and the environment's HTTP_PROXY and HTTPS_PROXY.", error);
        }

        if (Find<SocketException>(error) is SocketException socket)
        {
            bool isUncertain = isChange && socket.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData);
            return Unreachable(Reason(socket), error, retries, isUncertain);
        }

        return Find<IOException>(error) is IOException broken
            ? BrokenOff(broken.Message.TrimEnd('.'), error, isChange)
            : Find<HttpRequestException>(error) is HttpRequestException http
                ? Unreachable(http.Message.TrimEnd('.'), error, retries, isChange)
                : null;
    }

    private LakeS3Exception NotTrusted(string reason, Exception error) => Make(
        "LakeCertificateNotTrusted",
        LakeErrorKind.Security,
        $"The certificate of {_endpoint} is not trusted: {reason}.",
        "Use -CACertificate with the authority's certificate, or -SkipCertificateCheck for a test server.",
        error);

    // It did not come to a certificate.
    private LakeS3Exception NoTls(AuthenticationException handshake, Exception error) => Make(
        "LakeConnectionFailed",
        LakeErrorKind.Connection,
        $"{_endpoint} does not speak TLS, or none that this machine takes: {handshake.Message.TrimEnd('.')}.",
        "Check the port. The URL of a server without TLS begins with http://.",
        error);

    private LakeS3Exception BrokenOff(string reason, Exception error, bool isChange) => Make(
        "LakeConnectionFailed",
        LakeErrorKind.Connection,
        $"The connection to {_endpoint} broke off: {reason}.",
        isChange ? MayBeDone : "Try again; a proxy or firewall between here and there may end long transfers.",
        error,
        isUnknown: isChange);

    private string Reason(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"the host '{_endpoint.Host}' was not found",
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.ConnectionReset => "the connection was broken off",
        _ => error.Message.TrimEnd('.'),
    };

    private LakeS3Exception Unreachable(string reason, Exception error, int retries, bool isChange) => Make(
        "LakeConnectionFailed",
        LakeErrorKind.Connection,
        $"{_endpoint} can't be reached: {reason}{Tried(retries)}.",
        isChange ? MayBeDone : "Check the endpoint, the network and the proxy.",
        error,
        isUnknown: isChange);

    private static string Tried(int retries) => retries == 0 ? " (tried once)" : $" (tried {retries + 1} times)";

    private LakeS3Exception Make(string id, LakeErrorKind kind, string message, string action, Exception inner, bool isUnknown = false) =>
        new(id, kind, message, inner) { RecommendedAction = action, Endpoint = _endpoint, IsOutcomeUnknown = isUnknown };

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
