using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LakeFS.S3.LocalGateway.Certificates;

/// <summary>
/// A certificate authority that lives as long as the gateway does, and the server certificate it has issued: ECDSA on
/// P-256, valid for a week. Its private key is gone once the server certificate is made.
/// </summary>
public sealed class LocalCertificateAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    // For clients whose clock is behind.
    private static readonly TimeSpan Backdated = TimeSpan.FromDays(1);

    private LocalCertificateAuthority(X509Certificate2 authority, X509Certificate2 server, IReadOnlyDictionary<string, X509Certificate2> broken)
    {
        AuthorityCertificate = authority;
        ServerCertificate = server;
        BrokenCertificates = broken;
    }

    /// <summary>The authority's certificate, without a private key. A client that trusts it trusts the gateway.</summary>
    public X509Certificate2 AuthorityCertificate { get; }

    /// <summary>The certificate the gateway serves HTTPS with, with its private key.</summary>
    public X509Certificate2 ServerCertificate { get; }

    /// <summary>Certificates that a client must not accept although it trusts the authority, by what is wrong with them.</summary>
    public IReadOnlyDictionary<string, X509Certificate2> BrokenCertificates { get; }

    /// <summary>The authority's certificate as PEM text.</summary>
    public string AuthorityPem => AuthorityCertificate.ExportCertificatePem() + "\n";

    /// <summary>Makes an authority and has it issue a server certificate.</summary>
    /// <param name="domains">
    /// Names the certificate is for, each also with any one label before it (<c>*.s3.localhost</c>), besides
    /// <c>localhost</c>, <c>*.localhost</c>, 127.0.0.1 and ::1.
    /// </param>
    /// <param name="withBroken">Whether to make <see cref="BrokenCertificates"/> too.</param>
    /// <param name="now">The time from which the certificates are counted; they are valid from a day before it.</param>
    /// <returns>The authority.</returns>
    public static LocalCertificateAuthority Create(IEnumerable<string> domains, bool withBroken, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(domains);
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 authority = IssueAuthority(authorityKey, now);
        X509Certificate2 server = IssueServer(authority, AlternativeNames(domains), authority.NotAfter);
        return new LocalCertificateAuthority(
            X509CertificateLoader.LoadCertificate(authority.RawData), server, withBroken ? IssueBroken(authority, domains, now) : new Dictionary<string, X509Certificate2>());
    }

    /// <summary>Writes the authority's certificate as a PEM file. The file appears whole or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public void WriteAuthority(string path)
    {
        string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(unfinished, AuthorityPem);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AuthorityCertificate.Dispose();
        ServerCertificate.Dispose();
        foreach (X509Certificate2 broken in BrokenCertificates.Values)
        {
            broken.Dispose();
        }
    }

    private static X509Certificate2 IssueAuthority(ECDsa key, DateTimeOffset now)
    {
        // A name of its own: certificate stores find issuers by name, and may hold an older authority of the gateway.
        string name = $"LakeFS.S3 local gateway authority {Convert.ToHexString(RandomNumberGenerator.GetBytes(4))}";
        var request = new CertificateRequest(CommonName(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now - Backdated, now + Lifetime);
    }

    private static Dictionary<string, X509Certificate2> IssueBroken(X509Certificate2 authority, IEnumerable<string> domains, DateTimeOffset now)
    {
        var elsewhere = new SubjectAlternativeNameBuilder();
        elsewhere.AddDnsName("elsewhere.example");
        return new Dictionary<string, X509Certificate2>
        {
            ["expired"] = IssueServer(authority, AlternativeNames(domains), now.UtcDateTime.AddHours(-1)),
            ["wrong_name"] = IssueServer(authority, elsewhere.Build(), authority.NotAfter),
            ["self_signed"] = IssueServer(authority: null, AlternativeNames(domains), now.UtcDateTime + Lifetime),
        };
    }

    // Signed by itself where there is no authority.
    private static X509Certificate2 IssueServer(X509Certificate2? authority, X509Extension names, DateTime end)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(CommonName("localhost"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(names);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (authority is null)
        {
            return ForTls(request.CreateSelfSigned(end - Lifetime - Backdated, end));
        }

        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        byte[] serialNumber = RandomNumberGenerator.GetBytes(16);
        serialNumber[0] = (byte)((serialNumber[0] & 0x3F) | 0x40);
        using X509Certificate2 issued = request.Create(authority, authority.NotBefore, end, serialNumber);
        return ForTls(issued.CopyWithPrivateKey(key));
    }

    // Windows' TLS takes only keys that its own key store knows; loading a PKCS #12 puts the key there until the certificate is
    // disposed.
    private static X509Certificate2 ForTls(X509Certificate2 withKey)
    {
        if (!OperatingSystem.IsWindows())
        {
            return withKey;
        }

        using (withKey)
        {
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
        }
    }

    private static X509Extension AlternativeNames(IEnumerable<string> domains)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (string domain in domains.Prepend("localhost").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(domain);
            names.AddDnsName("*." + domain);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }

    private static X500DistinguishedName CommonName(string name)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(name);
        return builder.Build();
    }
}
