using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Certificates;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests.Certificates;

/// <summary>The certificates that the gateway serves HTTPS with.</summary>
public sealed class LocalCertificateAuthorityTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public void The_server_certificate_chains_to_the_authority()
    {
        using LocalCertificateAuthority authority = Create();
        using X509Chain chain = ChainTrusting(authority.AuthorityCertificate);

        Assert.True(
            chain.Build(authority.ServerCertificate),
            string.Join(' ', chain.ChainStatus.Select(status => status.StatusInformation)));
        Assert.Equal(2, chain.ChainElements.Count);
    }

    [Fact]
    public void Another_authority_does_not_vouch_for_it()
    {
        using LocalCertificateAuthority authority = Create();
        using LocalCertificateAuthority other = Create();
        using X509Chain chain = ChainTrusting(other.AuthorityCertificate);

        Assert.False(chain.Build(authority.ServerCertificate));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("repo.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("s3.local.lakefs.io")]
    [InlineData("repo.s3.local.lakefs.io")]
    public void It_is_for_the_gateways_names(string name)
    {
        using LocalCertificateAuthority authority = Create();
        Assert.True(authority.ServerCertificate.MatchesHostname(name));
    }

    [Theory]
    [InlineData("lakefs.io")]
    [InlineData("127.0.0.2")]
    public void It_is_for_no_other_name(string name)
    {
        using LocalCertificateAuthority authority = Create();
        Assert.False(authority.ServerCertificate.MatchesHostname(name));
    }

    [Fact]
    public void Each_certificate_says_what_it_may_be_used_for()
    {
        using LocalCertificateAuthority authority = Create();
        X509Certificate2 root = authority.AuthorityCertificate;
        X509Certificate2 server = authority.ServerCertificate;

        Assert.False(root.HasPrivateKey);
        Assert.True(server.HasPrivateKey);
        Assert.True(Extension<X509BasicConstraintsExtension>(root).CertificateAuthority);
        Assert.False(Extension<X509BasicConstraintsExtension>(server).CertificateAuthority);
        Assert.Equal(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, Extension<X509KeyUsageExtension>(root).KeyUsages);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, Extension<X509KeyUsageExtension>(server).KeyUsages);
        Assert.Equal(
            "1.3.6.1.5.5.7.3.1",
            Assert.Single(Extension<X509EnhancedKeyUsageExtension>(server).EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>()).Value);
        Assert.Equal(
            Convert.ToHexString(Extension<X509SubjectKeyIdentifierExtension>(root).SubjectKeyIdentifierBytes.Span),
            Convert.ToHexString(Extension<X509AuthorityKeyIdentifierExtension>(server).KeyIdentifier!.Value.Span));
        Assert.InRange(server.NotAfter.ToUniversalTime() - Now.UtcDateTime, TimeSpan.FromDays(1), TimeSpan.FromDays(30));
    }

    [Fact]
    public void The_written_file_is_the_authority()
    {
        string directory = Directory.CreateTempSubdirectory("lakefs-s3-ca-").FullName;
        try
        {
            string path = Path.Combine(directory, "ca.pem");
            File.WriteAllText(path, "an older one");
            using LocalCertificateAuthority authority = Create();
            authority.WriteAuthority(path);

            using X509Certificate2 read = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            Assert.Equal(authority.AuthorityCertificate.Thumbprint, read.Thumbprint);
            Assert.Equal([path], Directory.GetFiles(directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_client_that_trusts_the_authority_connects()
    {
        using LocalCertificateAuthority authority = Create();
        await HandshakeAsync(authority, trusted: authority.AuthorityCertificate);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_authority_does_not_connect()
    {
        using LocalCertificateAuthority authority = Create();
        using LocalCertificateAuthority other = Create();
        await Assert.ThrowsAsync<AuthenticationException>(
            () => HandshakeAsync(authority, trusted: other.AuthorityCertificate));
    }

    private static LocalCertificateAuthority Create() =>
        LocalCertificateAuthority.Create(["s3.localhost", "s3.local.lakefs.io"], withBroken: true, Now);

    private static X509Chain ChainTrusting(X509Certificate2 authority)
    {
        var chain = new X509Chain { ChainPolicy = PolicyTrusting(authority) };
        return chain;
    }

    private static X509ChainPolicy PolicyTrusting(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority);
        return policy;
    }

    private static T Extension<T>(X509Certificate2 certificate)
        where T : X509Extension => Assert.Single(certificate.Extensions.OfType<T>());

    private static async Task HandshakeAsync(LocalCertificateAuthority authority, X509Certificate2 trusted)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        Task connecting = client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using TcpClient accepted = await listener.AcceptTcpClientAsync();
        await connecting;

        using var server = new SslStream(accepted.GetStream());
        Task serving = server.AuthenticateAsServerAsync(authority.ServerCertificate);
        using (var stream = new SslStream(client.GetStream()))
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                CertificateChainPolicy = PolicyTrusting(trusted),
            });
            Assert.True(stream.IsAuthenticated);
            await serving;
        }
    }
}
