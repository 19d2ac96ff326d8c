using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.Direct;
using LakeFS.S3.LocalGateway;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>A local gateway with one empty repository for one test, and connections to it.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string Repository = "data-lake";

    /// <summary>A second repository, empty too.</summary>
    public const string OtherRepository = "other-lake";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LocalGateway.LocalGateway _gateway;
    private readonly Transport _transport;
    private readonly List<LakeS3Connection> _connections = [];
    private int _setupRequests;
    private bool _hasAsked;

    private TestGateway(LocalGateway.LocalGateway gateway, Transport transport)
    {
        _gateway = gateway;
        _transport = transport;
        Connection = Connect();
    }

    /// <summary>A connection that never tries again.</summary>
    public LakeS3Connection Connection { get; }

    /// <summary>Where the connections go.</summary>
    public Uri Url => _transport is Transport.Https or Transport.LegacyHttps ? _gateway.HttpsUrl! : _gateway.Url;

    /// <summary>The gateway's key pair.</summary>
    public LakeCredential Credential => new(_gateway.AccessKeyId, _gateway.SecretAccessKey, "the test");

    /// <summary>The certificate file that makes HTTPS trusted; null without HTTPS.</summary>
    public string? CaFile => _gateway.CaFile;

    public static async Task<TestGateway> StartAsync(
        Transport transport = Transport.Http, BlockStorage blockStorage = BlockStorage.Local, bool hasStore = false)
    {
        LocalGateway.LocalGateway gateway = await LocalGateway.LocalGateway.StartAsync(new LocalGatewayOptions
        {
            HttpsPort = transport is Transport.Https or Transport.LegacyHttps ? 0 : null,
            LegacySignatures = transport is Transport.LegacyHttp or Transport.LegacyHttps,
            BlockStorage = blockStorage,
            StorePort = hasStore ? 0 : null,
            Repositories = [Repository, OtherRepository],
        });
        return new TestGateway(gateway, transport);
    }

    /// <summary>The address of an object in the repository.</summary>
    public static ObjectAddress At(string key, string reference = "main", string repository = Repository) => new(repository, reference, key);

    /// <summary>Opens a connection that ends with the gateway, straight to it or by way of something between.</summary>
    public LakeS3Connection Connect(
        int maxRetries = 0,
        TimeSpan? timeout = null,
        ChecksumMode checksums = ChecksumMode.WhenRequired,
        LakeCredential? credential = null,
        int maxConcurrency = ConnectionOptions.DefaultMaxConcurrency,
        Uri? by = null,
        PayloadSigning payloadSigning = PayloadSigning.Automatic,
        DirectTransferMode direct = DirectTransferMode.Auto)
    {
        LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = (by ?? Url).AbsoluteUri,
            Credential = credential ?? Credential,
            CACertificate = CaFile,
            MaxRetries = maxRetries,
            Timeout = timeout ?? TimeSpan.FromSeconds(100),
            RequestChecksum = checksums,
            ResponseValidation = checksums,
            MaxConcurrency = maxConcurrency,
            PayloadSigning = payloadSigning,
            DirectTransfer = direct,
        });
        _connections.Add(connection);
        return connection;
    }

    /// <summary>Opens a connection with the defaults through a handler in place of the network.</summary>
    public LakeS3Connection ConnectThrough(HttpMessageHandler transport, RetryClock clock)
    {
        LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = Url.AbsoluteUri,
            Credential = Credential,
            Transport = transport,
            RetryClock = clock,
        });
        _connections.Add(connection);
        return connection;
    }

    /// <summary>Makes requests go wrong from now on, by rules of the gateway's fault plan.</summary>
    public void Break(params object[] rules) => _gateway.Faults.Replace(JsonSerializer.Serialize(new { rules }));

    /// <summary>Lets every request go right again.</summary>
    public void Mend() => _gateway.Faults.Clear();

    /// <summary>Writes an object before the test proper.</summary>
    public async Task SeedAsync(ObjectAddress address, byte[] content)
    {
        using MemoryStream stream = new(content);
        await new LakeTransfers(Connection).UploadAsync(new UploadRequest(address), stream, null, CancellationToken.None);
        // Before the first large content, the connection asks whether it can go straight to the object store.
        bool asks = content.Length >= DirectAccess.Threshold && !_hasAsked;
        _hasAsked |= asks;
        _setupRequests += asks ? 2 : 1;
    }

    /// <summary>Writes small objects before the test proper.</summary>
    public async Task SeedAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            await SeedAsync(At(key), Encoding.UTF8.GetBytes(key));
        }
    }

    /// <summary>Commits a branch before the test proper.</summary>
    /// <returns>The commit's id.</returns>
    public async Task<string> CommitAsync(string branch = "main")
    {
        string commit = await SendAsync(
            HttpMethod.Post, $"repositories/{Repository}/branches/{branch}/commits", new { message = "seed", allow_empty = true });
        return JsonSerializer.Deserialize<JsonElement>(commit).GetProperty("id").GetString()!;
    }

    /// <summary>Makes a branch before the test proper.</summary>
    public Task CreateBranchAsync(string name, string source = "main") =>
        SendAsync(HttpMethod.Post, $"repositories/{Repository}/branches", new { name, source });

    /// <summary>Makes a tag before the test proper.</summary>
    public Task CreateTagAsync(string id, string source) =>
        SendAsync(HttpMethod.Post, $"repositories/{Repository}/tags", new { id, @ref = source });

    /// <summary>Protects branches before the test proper.</summary>
    public Task ProtectAsync(string pattern) =>
        SendAsync(HttpMethod.Put, $"repositories/{Repository}/settings/branch_protection", new[] { new { pattern } });

    /// <summary>Makes a read-only repository before the test proper.</summary>
    public Task CreateReadOnlyAsync(string name) =>
        SendAsync(HttpMethod.Post, "repositories", new { name, storage_namespace = "local://" + name, read_only = true });

    /// <summary>Forgets the requests of the setup, so that the log shows the test's alone.</summary>
    /// <param name="requests">How many there were besides those of this object's own methods.</param>
    public void ForgetSetup(int requests = 0)
    {
        // A client may have its answer an instant before the gateway has noted the request.
        Assert.True(HasAnswered(_setupRequests + requests));
        _gateway.Requests.Clear();
    }

    /// <summary>Waits until the gateway has answered a number of requests; false when it does not come to that.</summary>
    public bool HasAnswered(int count) => SpinWait.SpinUntil(() => _gateway.Requests.Snapshot().Count == count, Patience);

    /// <summary>Stops the gateway, so that nothing is under way any more, and tells what it was asked.</summary>
    public async Task<IReadOnlyList<LoggedRequest>> StopAsync()
    {
        await _gateway.DisposeAsync();
        return _gateway.Requests.Snapshot();
    }

    /// <summary>Stops the gateway and tells the operations it was asked for, in order.</summary>
    public async Task<string[]> StopAndTellOperationsAsync() => [.. (await StopAsync()).Select(request => request.Operation)];

    public async ValueTask DisposeAsync()
    {
        foreach (LakeS3Connection connection in _connections)
        {
            connection.Dispose();
        }

        await _gateway.DisposeAsync();
    }

    private async Task<string> SendAsync(HttpMethod method, string path, object body)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(method, new Uri(_gateway.Url, "/api/v1/" + path))
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_gateway.AccessKeyId}:{_gateway.SecretAccessKey}")));
        using HttpResponseMessage answer = await client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        _setupRequests++;
        return text;
    }
}
