using System;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;

namespace LakeFS.S3.Http;

/// <summary>Creates the handler that sends requests over the network.</summary>
internal static class NetworkHandler
{
    /// <summary>The machine's proxy, used if a connection has none of its own.</summary>
    public static IWebProxy? DefaultProxy => HttpClient.DefaultProxy;

    /// <summary>Creates the handler of a connection.</summary>
    /// <param name="options">The connection's settings.</param>
    /// <param name="proxy">The connection's proxy; null for the machine's.</param>
    /// <param name="trust">The certificate validation.</param>
    public static HttpMessageHandler Create(HttpOptions options, IWebProxy? proxy, ServerTrust trust)
    {
        SocketsHttpHandler network = new()
        {
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = Math.Max(options.MaxConcurrency, 2) * 2,
            // Disposing an unread response drains it first, by default for up to 2 s, which would delay cancellation.
            ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
            UseCookies = false,
        };
        network.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            trust.Accepts(certificate as X509Certificate2, chain, errors);
        network.DefaultProxyCredentials = options.ProxyCredential;
        if (proxy is not null)
        {
            network.Proxy = proxy;
            network.UseProxy = true;
        }

        return network;
    }
}
