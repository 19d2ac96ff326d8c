using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// Checks AWS signatures (Signature Version 4 in header or query, Version 2 in header) the way lakeFS does, in its order:
/// form of the signature, access key, signature, clock, form of the payload. Safe for use by many threads.
/// </summary>
/// <param name="accessKeyId">The id of the one key pair that exists.</param>
/// <param name="secretAccessKey">Its secret.</param>
/// <param name="legacySignatures">
/// Whether to check as lakeFS 1.55 did: no checksum trailers, and neither clock nor expiry count (auth-oldsig).
/// </param>
/// <param name="time">The server's clock.</param>
/// <param name="gatewayDomains">Hosts below which repositories are hosts.</param>
public sealed class SignatureVerifier(
    string accessKeyId,
    string secretAccessKey,
    bool legacySignatures,
    TimeProvider time,
    IReadOnlyList<string>? gatewayDomains = null)
{
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private const string SignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(15);

    private readonly SigningKeys _keys = new(secretAccessKey);

    /// <summary>Checks a request's AWS signature. Never reads the body.</summary>
    /// <param name="request">The request; its target is taken as it was on the wire.</param>
    /// <returns>Whether the request is signed, why to refuse it if so, and its body decoded.</returns>
    public AuthenticationResult Verify(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string rawTarget = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        SignedTarget target = SignedTarget.Parse(rawTarget);
        if (!SignatureClaim.IsIn(request, target))
        {
            return new AuthenticationResult { IsSigned = false, Body = request.Body, DecodedLength = request.ContentLength };
        }

        if (!SignatureClaim.TryRead(
            request, target, checkExpires: !legacySignatures, out SignatureClaim? claim, out S3Error? malformed))
        {
            return Refuse(request, malformed);
        }

        return CheckClaim(request, target, claim, out string date) is { } error
            ? Refuse(request, error)
            : DecodeBody(request, claim, date);
    }

    private static AuthenticationResult Refuse(HttpRequest request, S3Error error) =>
        new() { IsSigned = true, Error = error, Body = request.Body };

    private S3Error? CheckClaim(HttpRequest request, SignedTarget target, SignatureClaim claim, out string date)
    {
        date = string.Empty;
        if (claim.AccessKeyId != accessKeyId)
        {
            return SignatureErrors.AccessDenied;
        }

        if (claim.IsVersion2)
        {
            return CheckVersion2(request, target, claim);
        }

        S3Error? wrongDate = ReadDate(request, target, claim, out date, out DateTimeOffset requestTime);
        if (wrongDate is not null)
        {
            return wrongDate;
        }

        string? canonical = CanonicalRequest.Hash(request, target, claim.SignedHeaders, PayloadHash(request));
        if (canonical is null || !IsSignedBy(claim, date, canonical))
        {
            return SignatureErrors.SignatureDoesNotMatch;
        }

        return legacySignatures ? null : CheckClock(claim, requestTime);
    }

    /// <summary>The clock is looked at before the signature, unlike with version 4.</summary>
    private S3Error? CheckVersion2(HttpRequest request, SignedTarget target, SignatureClaim claim)
    {
        string date = request.Headers["x-amz-date"].FirstOrDefault() is { Length: > 0 } given ? given : request.Headers.Date.ToString();
        if (date.Length == 0)
        {
            return SignatureErrors.MissingFields;
        }

        if (SignatureV2.ReadDate(date) is not { } requestTime)
        {
            return SignatureErrors.MalformedDate;
        }

        string host = request.Host.Host;
        string? domain = gatewayDomains?.FirstOrDefault(domain => host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));
        string path = (domain is null ? string.Empty : "/" + host[..^(domain.Length + 1)]) + target.RawPath;
        return (legacySignatures ? null : CheckClock(claim, requestTime))
            ?? (SignatureV2.Matches(request, target, path, claim.Signature, secretAccessKey) ? null : SignatureErrors.SignatureDoesNotMatch);
    }

    private static S3Error? ReadDate(
        HttpRequest request, SignedTarget target, SignatureClaim claim, out string date, out DateTimeOffset requestTime)
    {
        requestTime = default;
        date = target.Parameters.TryGetValue("X-Amz-Date", out string? parameter) ? parameter : string.Empty;
        if (date.Length == 0)
        {
            date = request.Headers["x-amz-date"].FirstOrDefault() ?? string.Empty;
        }

        if (date.Length == 0)
        {
            date = request.Headers.Date.FirstOrDefault() ?? string.Empty;
        }

        if (date.Length == 0)
        {
            return SignatureErrors.MissingDate;
        }

        if (!DateTimeOffset.TryParseExact(
            date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out requestTime))
        {
            return SignatureErrors.MalformedDate;
        }

        return date.StartsWith(claim.Day, StringComparison.Ordinal) ? null : SignatureErrors.CredentialDateDiffers;
    }

    private bool IsSignedBy(SignatureClaim claim, string date, string canonicalHash)
    {
        string toSign = $"AWS4-HMAC-SHA256\n{date}\n{Scope(claim)}\n{canonicalHash}";
        byte[] key = _keys.For(claim.Day, claim.Region, claim.Service);
        string expected = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(claim.Signature));
    }

    private S3Error? CheckClock(SignatureClaim claim, DateTimeOffset requestTime)
    {
        TimeSpan age = time.GetUtcNow() - requestTime;
        if (age < -MaxClockSkew)
        {
            return SignatureErrors.NotValidYet;
        }

        // Holds for presigned URLs too: none lives longer, whatever its expiry says (auth-presigned #28).
        if (age > MaxClockSkew)
        {
            return SignatureErrors.RequestTimeTooSkewed;
        }

        return claim.ExpiresSeconds is { } expires && age > TimeSpan.FromSeconds(expires) ? SignatureErrors.Expired : null;
    }

    private AuthenticationResult DecodeBody(HttpRequest request, SignatureClaim claim, string date)
    {
        string payload = claim.IsVersion2 ? UnsignedPayload : PayloadHash(request);
        if (payload.Equals(UnsignedPayload, StringComparison.OrdinalIgnoreCase))
        {
            return new AuthenticationResult { IsSigned = true, Body = request.Body, DecodedLength = request.ContentLength };
        }

        bool signedChunks = payload.Equals(SignedChunks, StringComparison.OrdinalIgnoreCase);
        if (signedChunks || (!legacySignatures && payload.Equals(UnsignedTrailer, StringComparison.OrdinalIgnoreCase)))
        {
            return DecodeChunks(request, signedChunks ? ChunkSignatures(claim, date) : null);
        }

        // Whatever else is not a hash is refused, signed trailers among it (auth-trailer #54).
        if (payload.Length % 2 != 0 || !payload.All(char.IsAsciiHexDigit))
        {
            return Refuse(request, SignatureErrors.AccessDenied);
        }

        var hashed = new HashedBodyStream(request.Body, Convert.FromHexString(payload));
        request.HttpContext.Response.RegisterForDispose(hashed);
        return new AuthenticationResult { IsSigned = true, Body = hashed, DecodedLength = request.ContentLength };
    }

    private static AuthenticationResult DecodeChunks(HttpRequest request, ChunkSignatureChain? signatures)
    {
        string trailer = request.Headers["x-amz-trailer"].FirstOrDefault() ?? string.Empty;
        Checksum? checksum = signatures is null ? Checksum.ForTrailer(trailer) : null;
        if (signatures is null && checksum is null)
        {
            // No trailer announced, or one of an unknown name; names are case-sensitive (auth-trailer #40, #42, #44).
            return Refuse(request, SignatureErrors.AccessDenied);
        }

        var body = new ChunkedBodyStream(request.Body, signatures, checksum, trailer);
        request.HttpContext.Response.RegisterForDispose(body);

        // The length of the content is optional (auth-trailer #48).
        long? length = null;
        if (request.Headers.TryGetValue("x-amz-decoded-content-length", out var declared))
        {
            string text = declared.FirstOrDefault() ?? string.Empty;
            if (text.Length == 0)
            {
                return Refuse(request, SignatureErrors.MissingContentLength);
            }

            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                return Refuse(request, SignatureErrors.AccessDenied);
            }

            length = value;
        }

        return new AuthenticationResult { IsSigned = true, Body = body, DecodedLength = length };
    }

    private ChunkSignatureChain ChunkSignatures(SignatureClaim claim, string date) =>
        new(_keys.For(claim.Day, claim.Region, claim.Service), date, Scope(claim), claim.Signature);

    private static string Scope(SignatureClaim claim) => $"{claim.Day}/{claim.Region}/{claim.Service}/aws4_request";

    private static string PayloadHash(HttpRequest request)
    {
        // Without the header the payload counts as unsigned (auth-payload #28, #29).
        string? hash = request.Headers["x-amz-content-sha256"].FirstOrDefault();
        return string.IsNullOrEmpty(hash) ? UnsignedPayload : hash;
    }
}
