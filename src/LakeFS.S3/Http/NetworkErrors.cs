using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Http;

/// <summary>Explains failures without a response: DNS, sockets, certificates, timeouts.</summary>
internal sealed class NetworkErrors
{
    private readonly Uri _endpoint;
    private readonly TimeSpan _timeout;
    private readonly ServerTrust _trust;

    public NetworkErrors(Uri endpoint, TimeSpan timeout, ServerTrust trust)
    {
        _endpoint = endpoint;
        _timeout = timeout;
        _trust = trust;
    }

    /// <summary>Explains a failure; null if it is not a network failure.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="isChange">Whether the request changes something, and may have done so although no response arrived.</param>
    public LakeS3Exception? Explain(Exception error, bool isChange)
    {
        Attempts attempts = Attempts.Of(error);
        if (Find<AuthenticationException>(error) is AuthenticationException handshake)
        {
            return _trust.LastRefusal is string refusal
                ? ServerErrors.CertificateNotTrusted(FactsOf(error), refusal)
                : ServerErrors.TlsFailed(FactsOf(error), handshake.Message.TrimEnd('.'));
        }

        if (Find<TimeoutException>(error) is not null)
        {
            return ServerErrors.Timeout(FactsOf(error), _timeout, attempts, isChange);
        }

        if (Find<ProxyException>(error) is ProxyException proxy)
        {
            return ServerErrors.ProxyUnusable(FactsOf(error), proxy.Proxy, proxy.Reason, attempts);
        }

        if (Find<SocketException>(error) is SocketException socket)
        {
            bool isUncertain = isChange && socket.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData);
            return ServerErrors.Unreachable(FactsOf(error), Reason(socket), attempts, isUncertain);
        }

        return Find<IOException>(error) is IOException broken
            ? ServerErrors.ConnectionLost(FactsOf(error), broken.Message.TrimEnd('.'), attempts, isChange)
            : Find<HttpRequestException>(error) is HttpRequestException http
                ? ServerErrors.Unreachable(FactsOf(error), http.Message.TrimEnd('.'), attempts, isChange)
                : null;
    }

    private string Reason(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"the host '{_endpoint.Host}' was not found",
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.ConnectionReset => "the connection was lost",
        _ => error.Message.TrimEnd('.'),
    };

    private ErrorFacts FactsOf(Exception inner) => new() { Endpoint = _endpoint, Inner = inner };

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
