using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>What a request says about its signature, before any of it is checked.</summary>
internal sealed partial record SignatureClaim
{
    /// <summary>The query parameter that holds a presigned URL's signature.</summary>
    public const string SignatureParameter = "X-Amz-Signature";

    private const string CredentialParameter = "X-Amz-Credential";
    private const string AccessKeyParameterV2 = "AWSAccessKeyId";
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const long MaxExpiresSeconds = 7 * 24 * 60 * 60;

    private static readonly string[] RequiredParameters =
        [CredentialParameter, SignatureParameter, "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires"];

    /// <summary>The access key id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The day of the credential scope, <c>yyyyMMdd</c>; empty for Signature Version 2, as are region, service and signed headers.</summary>
    public string Day { get; init; } = string.Empty;

    /// <summary>The region of the credential scope.</summary>
    public string Region { get; init; } = string.Empty;

    /// <summary>The service of the credential scope.</summary>
    public string Service { get; init; } = string.Empty;

    /// <summary>The names of the signed headers as given, joined with <c>;</c>.</summary>
    public string SignedHeaders { get; init; } = string.Empty;

    /// <summary>The signature, in hex; of version 2 in base64.</summary>
    public string Signature { get; init; } = string.Empty;

    /// <summary>How long a presigned URL is valid, in seconds; null for a signature in the header.</summary>
    public long? ExpiresSeconds { get; init; }

    /// <summary>Whether this is a signature of version 2.</summary>
    public bool IsVersion2 { get; init; }

    /// <summary>Whether a request carries an AWS signature of any kind, well-formed or not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">Its target.</param>
    /// <returns>True if it does.</returns>
    public static bool IsIn(HttpRequest request, SignedTarget target)
    {
        string authorization = Header(request, "Authorization");
        return authorization.StartsWith("AWS4", StringComparison.Ordinal)
            || authorization.StartsWith("AWS ", StringComparison.Ordinal)
            || Parameter(target, CredentialParameter).Length > 0
            || Parameter(target, AccessKeyParameterV2).Length > 0
            || Header(request, SignatureParameter).Length > 0;
    }

    /// <summary>Reads the claim of a signed request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">Its target.</param>
    /// <param name="checkExpires">Whether X-Amz-Expires is looked at; lakeFS 1.55 did not (auth-oldsig #28).</param>
    /// <param name="claim">The claim, if it is well-formed.</param>
    /// <param name="error">The error to refuse the request with, if it is not.</param>
    /// <returns>Whether the claim is well-formed.</returns>
    public static bool TryRead(
        HttpRequest request,
        SignedTarget target,
        bool checkExpires,
        [NotNullWhen(true)] out SignatureClaim? claim,
        [NotNullWhen(false)] out S3Error? error)
    {
        string authorization = Header(request, "Authorization");
        if (authorization.Length == 0 && target.Parameters.ContainsKey("X-Amz-Algorithm"))
        {
            return TryReadPresigned(target, checkExpires, out claim, out error);
        }

        // Signature version 2 counts in headers alone (s3-signature-v2 #16).
        claim = authorization.Length > 0 ? FromHeader(authorization) : null;
        error = claim is null ? SignatureErrors.MissingFields : null;
        return claim is not null;
    }

    private static SignatureClaim? FromHeader(string authorization)
    {
        Match match = HeaderPattern().Match(authorization);
        if (match.Success)
        {
            return new SignatureClaim
            {
                AccessKeyId = match.Groups["key"].Value,
                Day = match.Groups["day"].Value,
                Region = match.Groups["region"].Value,
                Service = match.Groups["service"].Value,
                SignedHeaders = match.Groups["headers"].Value,
                Signature = match.Groups["signature"].Value,
            };
        }

        match = Version2HeaderPattern().Match(authorization);
        return match.Success && Convert.TryFromBase64String(match.Groups["signature"].Value, new byte[authorization.Length], out _)
            ? new SignatureClaim { AccessKeyId = match.Groups["key"].Value, Signature = match.Groups["signature"].Value, IsVersion2 = true }
            : null;
    }

    private static bool TryReadPresigned(
        SignedTarget target,
        bool checkExpires,
        [NotNullWhen(true)] out SignatureClaim? claim,
        [NotNullWhen(false)] out S3Error? error)
    {
        claim = null;
        if (!Parameter(target, "X-Amz-Algorithm").Equals(Algorithm, StringComparison.OrdinalIgnoreCase))
        {
            error = SignatureErrors.UnknownAlgorithm;
            return false;
        }

        if (!RequiredParameters.All(target.Parameters.ContainsKey))
        {
            error = SignatureErrors.MissingFields;
            return false;
        }

        Match match = CredentialPattern().Match(Parameter(target, CredentialParameter));
        if (!match.Success)
        {
            error = SignatureErrors.MalformedCredential;
            return false;
        }

        long expires = 0;
        if (checkExpires && !TryReadExpires(Parameter(target, "X-Amz-Expires"), out expires, out error))
        {
            return false;
        }

        error = null;
        claim = new SignatureClaim
        {
            AccessKeyId = match.Groups["key"].Value,
            Day = match.Groups["day"].Value,
            Region = match.Groups["region"].Value,
            Service = match.Groups["service"].Value,
            SignedHeaders = Parameter(target, "X-Amz-SignedHeaders"),
            Signature = Parameter(target, SignatureParameter),
            ExpiresSeconds = expires,
        };
        return true;
    }

    private static bool TryReadExpires(string text, out long seconds, [NotNullWhen(false)] out S3Error? error)
    {
        bool isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seconds);
        error = !isNumber ? SignatureErrors.ExpiresNotANumber
            : seconds < 0 ? SignatureErrors.ExpiresNegative
            : seconds > MaxExpiresSeconds ? SignatureErrors.ExpiresTooLong
            : null;
        return error is null;
    }

    private static string Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? string.Empty : string.Empty;

    private static string Parameter(SignedTarget target, string name) =>
        target.Parameters.TryGetValue(name, out string? value) ? value : string.Empty;

    // An access key id has 3 to 20 characters (auth-header #6), a region no dot (#27), a signature 64 digits (#35).
    [GeneratedRegex(
        "AWS4-HMAC-SHA256 Credential=(?<key>.{3,20})/(?<day>[0-9]{8})/(?<region>[A-Za-z0-9_-]+)/(?<service>[A-Za-z0-9_-]+)"
            + "/aws4_request,\\s*SignedHeaders=(?<headers>[A-Za-z0-9_;.!#$%&'*+^`|~-]+),\\s*Signature=(?<signature>[0-9a-f]{64})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(
        "(?<key>.{3,20})/(?<day>[0-9]{8})/(?<region>[A-Za-z0-9_-]+)/(?<service>[A-Za-z0-9_-]+)/aws4_request",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CredentialPattern();

    [GeneratedRegex(
        "AWS (?<key>.{3,20}):(?<signature>[A-Za-z0-9+/=]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Version2HeaderPattern();
}
