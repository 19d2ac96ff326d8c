using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Http;

/// <summary>Validates server certificates, and keeps the reason for the last rejection.</summary>
internal sealed class ServerTrust
{
    private static readonly Regex PemBlock = new(
        "-----BEGIN CERTIFICATE-----(?<base64>[^-]*)-----END CERTIFICATE-----", RegexOptions.CultureInvariant);

    // A certificate for client authentication or email is not valid for a server.
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly bool _acceptAny;
    private readonly X509Certificate2[] _authorities;

    /// <summary>Creates the validation of a connection.</summary>
    /// <exception cref="LakeS3Exception">The file of authorities does not exist or contains no certificate.</exception>
    public ServerTrust(string? authorityFile, bool acceptAny)
    {
        _acceptAny = acceptAny;
        _authorities = authorityFile is null ? [] : LoadAuthorities(authorityFile);
    }

    /// <summary>Whether the machine's validation is replaced or extended.</summary>
    public bool IsCustom => _acceptAny || _authorities.Length > 0;

    /// <summary>The last rejected certificate and the reason, as text; null if there was none.</summary>
    public string? LastRefusal { get; private set; }

    /// <summary>Validates a certificate; has the signature of HttpClientHandler's callback.</summary>
    public bool Accepts(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (_acceptAny || errors == SslPolicyErrors.None)
        {
            return true;
        }

        // A wrong host name stays wrong with any certificate authority.
        if (certificate is not null
            && errors == SslPolicyErrors.RemoteCertificateChainErrors
            && _authorities.Length > 0
            && LeadsToAuthority(certificate, chain))
        {
            return true;
        }

        LastRefusal = Describe(certificate, chain, errors);
        return false;
    }

    private bool LeadsToAuthority(X509Certificate2 certificate, X509Chain? presented)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        // .NET Standard 2.0 has no custom root store: any root is accepted here and checked below.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ExtraStore.AddRange(_authorities);
        foreach (X509ChainElement element in presented?.ChainElements.Cast<X509ChainElement>() ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate)
            && chain.ChainElements.Cast<X509ChainElement>().Any(element =>
                _authorities.Any(authority => authority.RawData.AsSpan().SequenceEqual(element.Certificate.RawData)));
    }

    private static string Describe(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "the server showed no certificate";
        }

        List<string> reasons = [];
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            reasons.Add("it was not issued for this host");
        }

        if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            reasons.AddRange(chain?.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct() ?? []);
        }

        return $"certificate '{certificate.Subject}', issued by '{certificate.Issuer}', valid until {certificate.NotAfter:d}: {string.Join("; ", reasons)}";
    }

    private static X509Certificate2[] LoadAuthorities(string path)
    {
        if (Directory.Exists(path))
        {
            throw FileErrors.IsDirectory(path);
        }

        if (!File.Exists(path))
        {
            throw FileErrors.NotFound(path);
        }

        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (bytes.Length == 0)
            {
                // .NET would create an object without a certificate from it.
                throw ConnectionErrors.CACertificateInvalid(path, "it is empty.", null);
            }

            string text = Encoding.ASCII.GetString(bytes);
            X509Certificate2[] found = text.IndexOf("-----BEGIN", StringComparison.Ordinal) < 0
                ? [new X509Certificate2(bytes)]
                : [.. PemBlock.Matches(text).Cast<Match>().Select(block => new X509Certificate2(Convert.FromBase64String(block.Groups["base64"].Value)))];
            return found.Length > 0
                ? found
                : throw ConnectionErrors.CACertificateInvalid(path, "it is PEM, but without a CERTIFICATE block.", null);
        }
        catch (Exception inner) when (inner is CryptographicException or FormatException)
        {
            throw ConnectionErrors.CACertificateInvalid(path, inner.Message, inner);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unreadable(path, inner);
        }
    }
}
