using System;
using System.IO;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Which certificates are trusted.</summary>
public sealed class ServerTrustTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pem")]
    [InlineData("bundle")]
    [InlineData("bundle with text")]
    [InlineData("der")]
    public async Task A_server_signed_by_an_authority_of_the_file_is_trusted(string form)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Transport.Https);
        string authority = File.ReadAllText(gateway.CaFile!);
        string path = _folder.File("ca");
        switch (form)
        {
            case "pem":
                File.WriteAllText(path, authority);
                break;
            case "bundle":
                File.WriteAllText(path, OtherAuthority() + authority + OtherAuthority());
                break;
            case "bundle with text":
                File.WriteAllText(path, "# Others\r\n" + OtherAuthority().ReplaceLineEndings("\r\n") + "\r\n# Ours\r\n" + authority.ReplaceLineEndings("\r\n"));
                break;
            default:
                using (X509Certificate2 certificate = X509Certificate2.CreateFromPem(authority))
                {
                    File.WriteAllBytes(path, certificate.RawData);
                }

                break;
        }

        using LakeS3Connection connection = Open(gateway, path, skip: false);

        await connection.VerifyAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Another_authority_does_not_help_and_the_error_tells_the_certificate()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Transport.Https);
        string path = _folder.File("ca.pem");
        File.WriteAllText(path, OtherAuthority());
        using LakeS3Connection connection = Open(gateway, path, skip: false);

        LakeS3Exception error = await Lake.FailsAsync("LakeCertificateNotTrusted", () => connection.VerifyAsync(CancellationToken.None));

        Assert.Equal(LakeErrorKind.Security, error.Kind);
        Assert.Contains("issued by", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.1", true)]
    [InlineData("1.3.6.1.5.5.7.3.2", false)]
    [InlineData(null, true)]
    public void A_certificate_has_to_be_one_for_servers(string? purpose, bool isTrusted)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authority = new("CN=An authority", key, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using X509Certificate2 root = authority.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        if (purpose is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        }

        using X509Certificate2 certificate = request.Create(root, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        string path = _folder.File("ca.pem");
        File.WriteAllText(path, root.ExportCertificatePem());
        using X509Chain presented = new();

        Assert.Equal(isTrusted, new ServerTrust(path, acceptAny: false).Accepts(certificate, presented, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    [Fact]
    public async Task Without_a_file_the_server_is_not_trusted()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Transport.Https);
        using LakeS3Connection connection = Open(gateway, caFile: null, skip: false);

        await Lake.FailsAsync("LakeCertificateNotTrusted", () => connection.VerifyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_server_without_TLS_has_no_certificate_to_be_trusted()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Transport.Http);
        using LakeS3Connection connection = gateway.Connect(by: new UriBuilder(gateway.Url) { Scheme = "https" }.Uri);

        LakeS3Exception error = await Lake.FailsAsync("LakeConnectionFailed", () => connection.VerifyAsync(CancellationToken.None));

        Assert.Contains("does not speak TLS", error.Message, StringComparison.Ordinal);
        Assert.Equal(LakeErrorReason.TlsFailed, error.Reason);
    }

    [Fact]
    public async Task The_check_can_be_left_out()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Transport.Https);
        using LakeS3Connection connection = Open(gateway, caFile: null, skip: true);

        await connection.VerifyAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nYWJj\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nYWJj\n-----END PRIVATE KEY-----\n")]
    public void A_file_without_certificates_is_an_error(string text)
    {
        string path = _folder.File("ca.pem");
        File.WriteAllText(path, text);

        LakeS3Exception error = Lake.Fails("LakeCACertificateInvalid", () => new ServerTrust(path, acceptAny: false));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_has_to_be_there_and_to_be_a_file()
    {
        Lake.Fails("LakeFileNotFound", () => new ServerTrust(_folder.File("none.pem"), acceptAny: false));
        Lake.Fails("LakeFileIsDirectory", () => new ServerTrust(_folder.Path, acceptAny: false));
    }

    private static LakeS3Connection Open(TestGateway gateway, string? caFile, bool skip) => LakeS3Connection.Open(new ConnectionOptions
    {
        EndpointUrl = gateway.Url.AbsoluteUri,
        Credential = gateway.Credential,
        CACertificate = caFile,
        SkipCertificateCheck = skip,
        MaxRetries = 0,
    });

    private static string OtherAuthority()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Another authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem() + "\n";
    }
}
