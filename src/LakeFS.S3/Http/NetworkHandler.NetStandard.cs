using System;
using System.Net;
using System.Net.Http;

namespace LakeFS.S3.Http;

/// <summary>What sends requests over the network.</summary>
internal static class NetworkHandler
{
    /// <summary>The proxy of the machine, where a connection names none.</summary>
    public static IWebProxy? DefaultProxy => WebRequest.DefaultWebProxy;

    /// <summary>Makes the handler of a connection.</summary>
    /// <param name="options">The connection's settings.</param>
    /// <param name="proxy">The connection's own proxy; null for the machine's.</param>
    /// <param name="trust">The certificate rule.</param>
    public static HttpMessageHandler Create(HttpOptions options, IWebProxy? proxy, ServerTrust trust)
    {
        HttpClientHandler network = new()
        {
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = Math.Max(options.MaxConcurrency, 2) * 2,
            UseCookies = false,
        };
        network.ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors);
        network.DefaultProxyCredentials = options.ProxyCredential;
        if (proxy is not null)
        {
            network.Proxy = proxy;
            network.UseProxy = true;
        }

        return network;
    }
}
