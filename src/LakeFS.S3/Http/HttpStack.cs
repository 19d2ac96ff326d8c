using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using Amazon.Runtime;

namespace LakeFS.S3.Http;

/// <summary>
/// The HTTP client of a connection, shared by S3 and REST, with the connection's TLS, proxy and timeout settings.
/// </summary>
internal sealed class HttpStack : IDisposable
{
    private readonly HttpMessageHandler _handler;
    private readonly IWebProxy? _proxy;

    public HttpStack(HttpOptions options)
    {
        Retry = options.Retry;
        Stores = new ObjectStores(options);
        Trust = new ServerTrust(options.CACertificate, options.SkipCertificateCheck);
        // A proxy without an address is bypassed for every URL.
        _proxy = options.BypassesProxy ? new WebProxy() : options.Proxy is null ? null : ProxyOf(options.Proxy, options.ProxyCredential);
        Network = new NetworkObservations(options.IsTls);
        NetworkObserver network = new(Network, options.HasSecretUrls, options.Transport ?? NetworkHandler.Create(options, _proxy, Trust));
        _handler = new RedirectRefusal(new ProxyGuard(new IdleTimeoutHandler(options.Timeout, network), ProxyFor));
        Client = new HttpClient(_handler, disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = BoundedBody.MaxAnswer,
        };
    }

    /// <summary>How often and how long requests are retried.</summary>
    public RetryPolicy Retry { get; }

    /// <summary>The object stores behind the server.</summary>
    public ObjectStores Stores { get; }

    /// <summary>The certificate validation.</summary>
    public ServerTrust Trust { get; }

    /// <summary>What the requests show about the network.</summary>
    public NetworkObservations Network { get; }

    /// <summary>The client.</summary>
    public HttpClient Client { get; }

    public void Dispose()
    {
        Stores.Dispose();
        Client.Dispose();
        _handler.Dispose();
    }

    /// <summary>The proxy for a URL, without its credentials; null if there is none.</summary>
    public Uri? ProxyFor(Uri url)
    {
        IWebProxy? proxy = _proxy ?? NetworkHandler.DefaultProxy;
        return proxy is null || proxy.IsBypassed(url) || proxy.GetProxy(url) is not Uri found || found == url
            ? null
            : new Uri(found.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
    }

    /// <summary>A factory that gives the client to the SDK, which must not cache or dispose it.</summary>
    public HttpClientFactory ForSdk() => new SdkFactory(Client);

    // .NET ignores credentials in a proxy's URL.
    private static WebProxy ProxyOf(Uri url, NetworkCredential? given)
    {
        string[] userInfo = url.UserInfo.Split([':'], 2);
        NetworkCredential? credential = given ?? (url.UserInfo.Length == 0
            ? null
            : new NetworkCredential(Uri.UnescapeDataString(userInfo[0]), userInfo.Length > 1 ? Uri.UnescapeDataString(userInfo[1]) : string.Empty));
        return new WebProxy(new Uri(url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped))) { Credentials = credential };
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
