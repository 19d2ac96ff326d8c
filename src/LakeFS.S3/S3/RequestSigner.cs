using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>
/// Signs requests with AWS Signature Version 4, in the headers or the URL. The SDK's signer requires the rest of its
/// pipeline, which for a small object costs more than everything else together.
/// </summary>
internal sealed class RequestSigner
{
    /// <summary>Replaces the hash of the body over TLS.</summary>
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>The SHA-256 of an empty body.</summary>
    public const string EmptyPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private const string Algorithm = "AWS4-HMAC-SHA256";

    private readonly LakeCredential _credential;
    private readonly string _region;
    private DayKey? _key;

    public RequestSigner(LakeCredential credential, string region)
    {
        _credential = credential;
        _region = region;
    }

    /// <summary>Signs a request in its headers.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The URL.</param>
    /// <param name="headers">The headers to sign, by lowercase name. The headers that the signature needs are added; the
    /// caller sends all of them except Host.</param>
    /// <param name="payloadHash">The body's SHA-256, or <see cref="UnsignedPayload"/>.</param>
    /// <param name="now">The time in UTC by the server's clock.</param>
    /// <returns>The value of the Authorization header; null if the connection is anonymous.</returns>
    public string? Sign(string method, S3RequestUri target, SortedDictionary<string, string> headers, string payloadHash, DateTime now)
    {
        string time = TimeOf(now);
        headers["host"] = target.Host;
        headers["x-amz-content-sha256"] = payloadHash;
        headers["x-amz-date"] = time;
        if (_credential.IsAnonymous)
        {
            return null;
        }

        ImmutableCredentials keys = _credential.Current();
        if (keys.UseToken)
        {
            headers["x-amz-security-token"] = keys.Token;
        }

        string names = string.Join(";", headers.Keys);
        string signature = SignatureOf(method, target.Path, target.Query, headers, payloadHash, time, keys);
        return $"{Algorithm} Credential={keys.AccessKey}/{ScopeOf(time)}, SignedHeaders={names}, Signature={signature}";
    }

    /// <summary>
    /// Signs a request in its URL, so that anyone with the URL can send it for a limited time. Only the Host header is
    /// signed.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The URL, without a query.</param>
    /// <param name="lifetime">How long the signature is valid from now.</param>
    /// <param name="contentDisposition">The Content-Disposition that the server is to answer with; null for the stored one.</param>
    /// <param name="now">The time in UTC by the server's clock.</param>
    /// <returns>The URL.</returns>
    public string Presign(string method, S3RequestUri target, TimeSpan lifetime, string? contentDisposition, DateTime now)
    {
        string time = TimeOf(now);
        ImmutableCredentials keys = _credential.Current();
        SortedDictionary<string, string> parameters = new(StringComparer.Ordinal)
        {
            ["X-Amz-Algorithm"] = Algorithm,
            ["X-Amz-Credential"] = $"{keys.AccessKey}/{ScopeOf(time)}",
            ["X-Amz-Date"] = time,
            ["X-Amz-Expires"] = ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            ["X-Amz-SignedHeaders"] = "host",
        };
        if (keys.UseToken)
        {
            parameters["X-Amz-Security-Token"] = keys.Token;
        }

        if (contentDisposition is not null)
        {
            parameters["response-content-disposition"] = contentDisposition;
        }

        string query = string.Join("&", parameters.Select(parameter => $"{parameter.Key}={S3RequestUri.Escape(parameter.Value, keepSlashes: false)}"));
        SortedDictionary<string, string> host = new(StringComparer.Ordinal) { ["host"] = target.Host };
        string signature = SignatureOf(method, target.Path, query, host, UnsignedPayload, time, keys);
        return target.ToString($"{query}&X-Amz-Signature={signature}");
    }

    private string SignatureOf(
        string method, string path, string query, SortedDictionary<string, string> headers, string payloadHash, string time, ImmutableCredentials keys)
    {
        StringBuilder canonical = new(512);
        canonical.Append(method).Append('\n').Append(path).Append('\n').Append(query).Append('\n');
        foreach (KeyValuePair<string, string> header in headers)
        {
            canonical.Append(header.Key).Append(':').Append(Collapse(header.Value)).Append('\n');
        }

        canonical.Append('\n').Append(string.Join(";", headers.Keys)).Append('\n').Append(payloadHash);
        string toSign = $"{Algorithm}\n{time}\n{ScopeOf(time)}\n{Hex.Of(Hashes.Sha256(Encoding.UTF8.GetBytes(canonical.ToString())))}";
        return Hex.Of(Hmac(KeyOf(DayOf(time), keys), toSign));
    }

    private string ScopeOf(string time) => $"{DayOf(time)}/{_region}/s3/aws4_request";

    private static string TimeOf(DateTime now) => now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string DayOf(string time) => time.Substring(0, 8);

    private byte[] KeyOf(string day, ImmutableCredentials keys)
    {
        DayKey? key = _key;
        if (key is null || key.Day != day || key.AccessKeyId != keys.AccessKey)
        {
            byte[] secret = Encoding.UTF8.GetBytes("AWS4" + keys.SecretKey);
            _key = key = new DayKey(day, keys.AccessKey, Hmac(Hmac(Hmac(Hmac(secret, day), _region), "s3"), "aws4_request"));
        }

        return key.Key;
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    // Signatures use trimmed values in which a run of spaces counts as one.
    private static string Collapse(string value)
    {
        string trimmed = value.Trim(' ');
        return trimmed.IndexOf("  ", StringComparison.Ordinal) < 0
            ? trimmed
            : string.Join(" ", trimmed.Split([' '], StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class DayKey
    {
        public DayKey(string day, string accessKeyId, byte[] key)
        {
            Day = day;
            AccessKeyId = accessKeyId;
            Key = key;
        }

        public string Day { get; }

        public string AccessKeyId { get; }

        public byte[] Key { get; }
    }
}
