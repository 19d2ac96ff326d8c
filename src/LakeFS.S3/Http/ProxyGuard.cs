using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Http;

/// <summary>
/// Distinguishes failures of a proxy from those of the server. .NET's messages contain the proxy's URL with its password.
/// </summary>
internal sealed class ProxyGuard : DelegatingHandler
{
    private readonly Func<Uri, Uri?> _proxyFor;

    /// <param name="inner">The handler that sends requests.</param>
    /// <param name="proxyFor">The proxy for a URL, without its credentials; null if there is none.</param>
    public ProxyGuard(HttpMessageHandler inner, Func<Uri, Uri?> proxyFor)
        : base(inner)
    {
        _proxyFor = proxyFor;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure) when (_proxyFor(request.RequestUri!) is Uri proxy && ReasonOf(failure) is string reason)
        {
            throw IsAboutCredentials(failure) ? CredentialsAsked(proxy, request.RequestUri!) : new ProxyException(proxy, reason);
        }

        if (answer.StatusCode != HttpStatusCode.ProxyAuthenticationRequired)
        {
            return answer;
        }

        answer.Dispose();
        throw CredentialsAsked(_proxyFor(request.RequestUri!), request.RequestUri!);
    }

    private static string? ReasonOf(HttpRequestException failure) => SocketErrorOf(failure) switch
    {
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its host was not found",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.TimedOut => "there is no way to it",
        _ => IsTunnel(failure) ? "it refused to connect to the server" : null,
    };

    private static SocketError? SocketErrorOf(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return null;
    }

    // Not every version of .NET has an error code for these failures, but all have the message.
    private static bool IsTunnel(HttpRequestException failure) =>
        failure.Message.IndexOf("proxy tunnel", StringComparison.OrdinalIgnoreCase) >= 0 || IsAboutCredentials(failure);

    private static bool IsAboutCredentials(HttpRequestException failure) =>
        failure.Message.IndexOf("407", StringComparison.Ordinal) >= 0 || failure.InnerException?.Message.IndexOf("(407)", StringComparison.Ordinal) >= 0;

    private static LakeS3Exception CredentialsAsked(Uri? proxy, Uri url) => ServerErrors.ProxyCredentialNeeded(
        new ErrorFacts { Endpoint = new Uri(url.GetLeftPart(UriPartial.Authority)), Status = HttpStatusCode.ProxyAuthenticationRequired }, proxy);
}
