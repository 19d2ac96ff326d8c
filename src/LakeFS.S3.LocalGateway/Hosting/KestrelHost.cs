using System;
using System.Collections.Generic;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>
/// Sets up Kestrel. The host it comes from is never started: a process can have several servers, and none of them
/// listens to its signals.
/// </summary>
internal sealed class KestrelHost : IDisposable
{
    private readonly IHost _host;

    public KestrelHost(LocalGatewayOptions options, IReadOnlyList<X509Certificate2> certificates)
    {
        _host = new HostBuilder()
            .ConfigureWebHost(web => web
                .UseKestrelCore()
                .UseKestrelHttpsConfiguration()
                .ConfigureKestrel(kestrel => Configure(kestrel, options, certificates)))
            .Build();
        Server = _host.Services.GetRequiredService<IServer>();
    }

    /// <summary>The server, ready to be started.</summary>
    public IServer Server { get; }

    public void Dispose() => _host.Dispose();

    private static void Configure(
        KestrelServerOptions kestrel, LocalGatewayOptions options, IReadOnlyList<X509Certificate2> certificates)
    {
        kestrel.AddServerHeader = false;
        KestrelServerLimits limits = kestrel.Limits;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;

        // A key of some thousand bytes, each of them escaped, still gets an answer of the gateway (s3-slash-keys #53).
        limits.MaxRequestLineSize = 64 * 1024;
        limits.MaxRequestHeadersTotalSize = 256 * 1024;
        limits.MaxRequestHeaderCount = 1000;

        kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(NullEscapes.Install);
        });
        for (int i = 0; i < certificates.Count; i++)
        {
            X509Certificate2 certificate = certificates[i];
            kestrel.Listen(IPAddress.Loopback, i == 0 ? options.HttpsPort ?? 0 : 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate);
                listen.Use(NullEscapes.Install);
            });
        }

        if (options.StorePort is { } storePort)
        {
            ListenForStore(kestrel, storePort, certificate: null);
            if (certificates.Count > 0)
            {
                ListenForStore(kestrel, port: 0, certificates[0]);
            }
        }
    }

    private static void ListenForStore(KestrelServerOptions kestrel, int port, X509Certificate2? certificate)
    {
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }

            listen.Use(StoreEndpoint.Install);
            listen.Use(NullEscapes.Install);
        });
    }
}
