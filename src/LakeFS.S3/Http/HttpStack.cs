using System;
using System.Net;
using System.Net.Http;
#if NET
using System.Security.Cryptography.X509Certificates;
#endif
using System.Threading;
using Amazon.Runtime;

namespace LakeFS.S3.Http;

/// <summary>
/// The one HTTP client of a connection, shared by the S3 side and the REST side, with the connection's
/// TLS, proxy and time limits.
/// </summary>
internal sealed class HttpStack : IDisposable
{
    private readonly HttpMessageHandler _handler;

    public HttpStack(HttpOptions options)
    {
        Trust = new ServerTrust(options.CACertificate, options.SkipCertificateCheck);
        _handler = new IdleTimeoutHandler(options.Timeout, options.Transport ?? Network(options));
        Client = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The certificate rule.</summary>
    public ServerTrust Trust { get; }

    /// <summary>The client.</summary>
    public HttpClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }

    /// <summary>Hands the client to the SDK, which is not to cache or dispose it.</summary>
    public HttpClientFactory ForSdk() => new SdkFactory(Client);

#if NET
    private SocketsHttpHandler Network(HttpOptions options)
    {
        SocketsHttpHandler network = new()
        {
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = Math.Max(options.MaxConcurrency, 2) * 2,
            // Disposing an unread answer drains it first, for 2 s by default, and so delays a cancellation.
            ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
            UseCookies = false,
        };
        network.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            Trust.Accepts(certificate as X509Certificate2, chain, errors);
#else
    private HttpClientHandler Network(HttpOptions options)
    {
        HttpClientHandler network = new()
        {
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = Math.Max(options.MaxConcurrency, 2) * 2,
            UseCookies = false,
        };
        network.ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) => Trust.Accepts(certificate, chain, errors);
#endif
        if (options.Proxy is not null)
        {
            network.Proxy = new WebProxy(options.Proxy);
            network.UseProxy = true;
        }

        return network;
    }

    private sealed class SdkFactory : HttpClientFactory
    {
        private readonly HttpClient _client;

        public SdkFactory(HttpClient client)
        {
            _client = client;
        }

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
