using System;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Connections: opened without a request, proved with one, closed for good.</summary>
public sealed class LakeS3ConnectionTests
{
    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    [InlineData(Transport.LegacyHttp)]
    [InlineData(Transport.LegacyHttps)]
    public async Task Verifying_is_one_request(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);

        await gateway.Connection.VerifyAsync(CancellationToken.None);

        Assert.Equal(["ListBuckets"], await gateway.StopAndTellOperationsAsync());
    }

    [Theory]
    [InlineData("data-lake", null)]
    [InlineData("data-lake", "main")]
    public async Task Verifying_defaults_is_one_request_too(string repository, string? reference)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using LakeS3Connection connection = Open(gateway, repository, reference);

        await connection.VerifyAsync(CancellationToken.None);

        Assert.Equal(["ListObjectsV2"], await gateway.StopAndTellOperationsAsync());
    }

    [Theory]
    [InlineData("no-such-lake", null, "LakeRepositoryNotFound")]
    [InlineData("no-such-lake", "main", "LakeRepositoryNotFound")]
    [InlineData("data-lake", "none", "LakeRefNotFound")]
    public async Task Verifying_finds_defaults_that_do_not_exist(string repository, string? reference, string errorId)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using LakeS3Connection connection = Open(gateway, repository, reference);

        await Lake.FailsAsync(errorId, () => connection.VerifyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Clients_that_are_shared_stay_open_until_the_last_connection_is_closed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        LakeS3Connection first = Open(gateway, TestGateway.Repository, "main");
        LakeS3Connection second = first.Share("second", new ConnectionDefaults { Repository = TestGateway.Repository, Ref = "dev" });
        Assert.Equal(("second", "dev", "main"), (second.Name, second.Ref, first.Ref));
        Assert.False(first.IsSameAs(second));

        first.Dispose();
        first.Dispose();

        Assert.True(second.IsOpen && !first.IsOpen);
        await second.UploadAsync(second.ResolveObject(new ObjectName { Key = "a" }), Lake.Content(10));
        await Lake.FailsAsync("LakeConnectionClosed", () => first.ExistsAsync(TestGateway.At("a", "dev")));
        Lake.Fails("LakeConnectionClosed", () => first.Share("third", new ConnectionDefaults()));
        second.Dispose();
        await Lake.FailsAsync("LakeConnectionClosed", () => second.ExistsAsync(TestGateway.At("a", "dev")));
    }

    [Fact]
    public async Task The_default_branch_of_a_repository_is_asked_for_once()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using LakeS3Connection connection = Open(gateway, TestGateway.Repository, reference: null);
        ObjectName name = new() { Key = "a" };
        LakeRepositories repositories = new(connection);
        Assert.Equal(TestGateway.Repository, repositories.WithoutRef(name));
        Assert.Null(repositories.WithoutRef(new ObjectName { Key = "a", Ref = "dev" }));
        Lake.Fails("LakeRefMissing", () => connection.ResolveObject(name));

        Assert.Equal("main", await repositories.DefaultBranchAsync(TestGateway.Repository, CancellationToken.None));
        Assert.Equal("main", connection.WithDefaults(new ConnectionDefaults { Repository = TestGateway.Repository }).ResolveObject(name).Ref);
        await Lake.FailsAsync("LakeRepositoryNotFound", () => repositories.DefaultBranchAsync("no-such-repo", CancellationToken.None));
    }

    [Fact]
    public async Task Other_defaults_make_another_view_of_the_same_connection()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        using LakeS3Connection connection = Open(gateway, TestGateway.Repository, "main");
        using LakeS3Connection unrelated = Open(gateway, TestGateway.Repository, "main");

        LakeS3Connection view = connection.WithDefaults(new ConnectionDefaults { Repository = TestGateway.Repository, Ref = "dev" });
        LakeS3Connection again = view.WithDefaults(new ConnectionDefaults { Repository = TestGateway.OtherRepository, Ref = "main" });

        Assert.Equal((connection.Name, "dev", "main"), (view.Name, view.Ref, connection.Ref));
        Assert.Equal("dev", view.ResolvePrefix(new ObjectName()).Ref);
        Assert.True(connection.IsSameAs(again) && again.IsSameAs(view) && view.IsSameAs(connection));
        Assert.False(view.IsSameAs(unrelated));
        await view.UploadAsync(view.ResolveObject(new ObjectName { Key = "a" }), Lake.Content(10));
        Assert.True(await connection.ExistsAsync(TestGateway.At("a", "dev")));
        Assert.Equal(connection.MaxRetries, view.MaxRetries);
        Assert.Equal(0, ((LakeS3Connection)view.WithRetries(0)).Retry.MaxRetries);
        Lake.Fails("LakeRefInvalid", () => connection.WithDefaults(new ConnectionDefaults { Repository = TestGateway.Repository, Ref = "a/b" }));

        again.Dispose();

        Assert.False(connection.IsOpen || view.IsOpen);
        Assert.True(unrelated.IsOpen);
        await Lake.FailsAsync("LakeConnectionClosed", () => connection.VerifyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_key_are_told_apart()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeS3Connection wrong = gateway.Connect(credential: new LakeCredential(gateway.Credential.AccessKeyId, "wrong-secret", "the test"));
        LakeS3Connection unknown = gateway.Connect(credential: new LakeCredential("AKIAUNKNOWN", "any-secret", "the test"));

        LakeS3Exception mismatch = await Lake.FailsAsync("LakeSecretMismatch", () => wrong.VerifyAsync(CancellationToken.None));
        LakeS3Exception denied = await Lake.FailsAsync("LakeAccessDenied", () => unknown.VerifyAsync(CancellationToken.None));

        Assert.Equal(LakeErrorKind.Authentication, mismatch.Kind);
        Assert.DoesNotContain("wrong-secret", mismatch.ToString(), StringComparison.Ordinal);
        Assert.Equal(LakeErrorKind.PermissionDenied, denied.Kind);
    }

    [Fact]
    public async Task A_closed_connection_says_so()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeS3Connection connection = gateway.Connect();
        connection.Dispose();

        Assert.False(connection.IsOpen);
        await Lake.FailsAsync("LakeConnectionClosed", () => connection.VerifyAsync(CancellationToken.None));
        connection.Dispose();
    }

    [Fact]
    public void No_property_shows_the_secret()
    {
        const string Secret = "Sehr-geheimer-Schluessel";
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = "http://127.0.0.1:1/api/v1",
            Credential = new LakeCredential("AKIAGIVEN", Secret, "-Credential"),
            Proxy = new Uri("http://anna:" + Secret + "@proxy:3128"),
        });

        Assert.True(connection.EndpointNormalized);
        Assert.Equal("127.0.0.1:1", connection.Name);
        Assert.Equal("http://proxy:3128", connection.Proxy);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data", null, "LakeRepositoryNameInvalid")]
    [InlineData("data-lake", "a/b", "LakeRefInvalid")]
    public void Impossible_defaults_are_refused(string repository, string? reference, string errorId)
    {
        Lake.Fails(errorId, () => LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = "http://127.0.0.1:1",
            Credential = new LakeCredential("AKIAGIVEN", "secret", "-Credential"),
            Repository = repository,
            Ref = reference,
        }));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_refuses_the_connection()
    {
        // Bound but not listening: nobody else can take the port meanwhile.
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}",
            Credential = new LakeCredential("AKIAGIVEN", "secret", "-Credential"),
            MaxRetries = 0,
        });

        LakeS3Exception error = await Lake.FailsAsync("LakeConnectionFailed", () => connection.VerifyAsync(CancellationToken.None));

        Assert.Equal(LakeErrorKind.Connection, error.Kind);
        Assert.Contains("the connection was refused (tried once)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_told()
    {
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            // Reserved never to exist: RFC 6761.
            EndpointUrl = "http://lakefs.invalid",
            Credential = new LakeCredential("AKIAGIVEN", "secret", "-Credential"),
            MaxRetries = 0,
        });

        LakeS3Exception error = await Lake.FailsAsync("LakeConnectionFailed", () => connection.VerifyAsync(CancellationToken.None));

        Assert.Contains("the host 'lakefs.invalid' was not found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repositories_can_stand_in_the_host_name_and_requests_go_through_a_proxy()
    {
        await using LocalGateway.LocalGateway gateway = await LocalGateway.LocalGateway.StartAsync(
            new LocalGateway.LocalGatewayOptions { Repositories = [TestGateway.Repository] });
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            // Only the proxy, which the gateway stands in for, has to know this host.
            EndpointUrl = "http://s3.local.lakefs.io",
            Proxy = gateway.Url,
            Credential = new LakeCredential(gateway.AccessKeyId, gateway.SecretAccessKey, "the test"),
            VirtualHost = true,
            MaxRetries = 0,
        });
        byte[] content = Lake.Content(1000);

        await connection.UploadAsync(TestGateway.At("a"), content);

        Assert.Equal(content, await connection.DownloadAsync(TestGateway.At("a")));
        Assert.All(gateway.Requests.Snapshot(), request => Assert.Equal(("/main/a", TestGateway.Repository), (request.Path, request.Repository)));
    }

    private static LakeS3Connection Open(TestGateway gateway, string repository, string? reference) => LakeS3Connection.Open(new ConnectionOptions
    {
        EndpointUrl = gateway.Url.AbsoluteUri,
        Credential = gateway.Credential,
        Repository = repository,
        Ref = reference,
        MaxRetries = 0,
    });
}
