using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Authentication;
using LakeFS.S3.LocalGateway.Certificates;
using LakeFS.S3.LocalGateway.Diagnostics;
using LakeFS.S3.LocalGateway.Faults;
using LakeFS.S3.LocalGateway.Hosting;
using LakeFS.S3.LocalGateway.Rest;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LakeFS.S3.LocalGateway;

/// <summary>
/// A server on 127.0.0.1 that answers as lakeFS 1.84 does, S3 gateway and REST API, for tests and demos. Several may
/// run in one process.
/// </summary>
public sealed class LocalGateway : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _owned = [];
    private readonly IServer _server;
    private readonly string? _temporaryCaFile;
    private readonly string[] _flaws;
    private int _disposed;

    private LocalGateway(LocalGatewayOptions options)
    {
        AccessKeyId = options.AccessKeyId;
        SecretAccessKey = options.SecretAccessKey;
        IsForwarding = options.ForwardUrl is not null;
        LocalCertificateAuthority? authority = null;
        if (options.HttpsPort is not null)
        {
            authority = LocalCertificateAuthority.Create(options.GatewayDomains, options.BrokenCertificates, TimeProvider.System.GetUtcNow());
            _owned.Add(authority);
            CaFile = options.CaFile;
            if (CaFile is null)
            {
                CaFile = _temporaryCaFile = Path.Combine(Path.GetTempPath(), $"local-gateway-ca-{Guid.NewGuid():N}.pem");
            }
        }

        KestrelHost host = new(options, authority is null ? [] : [authority.ServerCertificate, .. authority.BrokenCertificates.Values]);
        _owned.Add(host);
        _server = host.Server;

        // Last: a constructor that fails has nobody who would remove the file.
        authority?.WriteAuthority(CaFile!);
        _flaws = authority is null ? [] : [.. authority.BrokenCertificates.Keys];
    }

    /// <summary>Where the gateway listens for HTTP.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Where the gateway listens for HTTPS; null if it does not.</summary>
    public Uri? HttpsUrl { get; private set; }

    /// <summary>Where the gateway listens for HTTPS with certificates that no client should accept, by what is wrong with them.</summary>
    public IReadOnlyDictionary<string, Uri> BrokenUrls { get; private set; } = new Dictionary<string, Uri>();

    /// <summary>Where the block storage's own endpoint listens for HTTP; null if it has none.</summary>
    public Uri? StoreUrl { get; private set; }

    /// <summary>The PEM file with the certificate of the CA that the HTTPS certificate is from; null without HTTPS.</summary>
    public string? CaFile { get; }

    /// <summary>The access key id to sign with.</summary>
    public string AccessKeyId { get; }

    /// <summary>The secret access key to sign with.</summary>
    public string SecretAccessKey { get; }

    /// <summary>Whether another server answers, whose key pair requests are signed with.</summary>
    public bool IsForwarding { get; }

    /// <summary>The requests that were answered.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>What goes wrong on purpose; empty at the start.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Starts a gateway and returns once it listens.</summary>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Stops the starting.</param>
    /// <exception cref="ArgumentException">
    /// A repository in the options has a name that is not allowed, or there is a seed folder and no repository.
    /// </exception>
    /// <exception cref="IOException">
    /// A port is in use, a file or the data directory cannot be written, or the seed folder cannot be read.
    /// </exception>
    /// <exception cref="InvalidDataException">The data directory holds something else than a gateway's data.</exception>
    public static async Task<LocalGateway> StartAsync(
        LocalGatewayOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Repositories.FirstOrDefault(name => !NameRules.IsRepositoryId(name)) is { } invalid)
        {
            throw new ArgumentException($"'{invalid}' is no name of a repository.", nameof(options));
        }

        if (options.SeedFolder is not null && options.Repositories.Count == 0)
        {
            throw new ArgumentException("A seed folder needs a repository.", nameof(options));
        }

        LocalGateway gateway = new(options);
        try
        {
            await gateway.StartCoreAsync(options, cancellationToken).ConfigureAwait(false);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until the gateway has been stopped.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the gateway.</param>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) =>
        _shutdown.Task.WaitAsync(cancellationToken);

    /// <summary>Stops the gateway: requests under way are given some seconds, temporary files are removed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        using (CancellationTokenSource timeout = new(ShutdownTime))
        {
            await _server.StopAsync(timeout.Token).ConfigureAwait(false);
        }

        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }

        if (_temporaryCaFile is not null)
        {
            File.Delete(_temporaryCaFile);
        }

        _stopping.Dispose();
        _shutdown.TrySetResult();
    }

    private async Task StartCoreAsync(LocalGatewayOptions options, CancellationToken cancellationToken)
    {
        RepositoryStore store = OpenStore(options);
        if (options.StorePort is not null)
        {
            store.Blocks = new BlockStore(new BlockUrls(TimeProvider.System, options.PresignLifetime));
        }

        foreach (string name in options.Repositories)
        {
            if (store.Find(name) is null)
            {
                store.Create(
                    name,
                    RepositoriesResource.SchemeOf(options.BlockStorage) + name,
                    RepositoriesResource.DefaultBranch,
                    isReadOnly: false,
                    out _);
            }
        }

        if (options.SeedFolder is { } folder)
        {
            await Seed.CommitAsync(store, store.Find(options.Repositories[0])!, folder, cancellationToken).ConfigureAwait(false);
        }

        GatewayApplication application = new(
            options,
            store,
            new SignatureVerifier(
                options.AccessKeyId,
                options.SecretAccessKey,
                options.LegacySignatures,
                TimeProvider.System,
                options.GatewayDomains),
            Requests,
            Faults,
            new FaultInjector(_stopping.Token),
            OpenForwarder(options));
        await _server.StartAsync(application, cancellationToken).ConfigureAwait(false);

        string[] addresses = [.. _server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];
        Url = ToUri(addresses[0]);
        HttpsUrl = options.HttpsPort is null ? null : ToUri(addresses[1]);
        BrokenUrls = _flaws.Select((flaw, i) => (flaw, Url: ToUri(addresses[2 + i]))).ToDictionary(broken => broken.flaw, broken => broken.Url);
        if (store.Blocks is { } blocks)
        {
            int first = (options.HttpsPort is null ? 1 : 2) + _flaws.Length;
            StoreUrl = ToUri(addresses[first]);
            blocks.Urls.HttpUrl = options.StoreUrl ?? StoreUrl;
            blocks.Urls.HttpsUrl = options.StoreUrl ?? (options.HttpsPort is null ? null : ToUri(addresses[first + 1]));
        }
    }

    private Forwarder? OpenForwarder(LocalGatewayOptions options)
    {
        if (options.ForwardUrl is not { } server)
        {
            return null;
        }

        Forwarder forwarder = new(server);
        _owned.Add(forwarder);
        return forwarder;
    }

    private RepositoryStore OpenStore(LocalGatewayOptions options)
    {
        if (options.DataDirectory is not { } path)
        {
            return new RepositoryStore(new MemoryContentStore(), null, TimeProvider.System);
        }

        DataDirectory data = DataDirectory.Open(path, TimeProvider.System);
        _owned.Insert(0, data);
        return data.Store;
    }

    private static Uri ToUri(string address)
    {
        Uri uri = new(address);
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{IPAddress.Loopback}:{uri.Port}"));
    }
}
