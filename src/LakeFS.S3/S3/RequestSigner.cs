using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>
/// Signs a request with AWS Signature Version 4, in its headers. The SDK's own signer can't be had without the rest of
/// its pipeline, which costs a small object more than everything else together.
/// </summary>
internal sealed class RequestSigner
{
    /// <summary>Stands where the hash of a body would, over TLS.</summary>
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>The SHA-256 of nothing, for requests without a body.</summary>
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

    /// <summary>Signs a request.</summary>
    /// <param name="method">GET or PUT.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="headers">The headers to sign, by lower-case name; what the signature needs is added: the caller sends them all, but for the host.</param>
    /// <param name="payloadHash">The body's SHA-256, or <see cref="UnsignedPayload"/>.</param>
    /// <param name="now">The time, UTC, by the server's clock.</param>
    /// <returns>The value of the Authorization header; null where the connection is anonymous.</returns>
    public string? Sign(string method, S3RequestUri target, SortedDictionary<string, string> headers, string payloadHash, DateTime now)
    {
        string time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string day = time.Substring(0, 8);
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
        StringBuilder canonical = new(512);
        canonical.Append(method).Append('\n').Append(target.Path).Append('\n').Append(target.Query).Append('\n');
        foreach (KeyValuePair<string, string> header in headers)
        {
            canonical.Append(header.Key).Append(':').Append(Collapse(header.Value)).Append('\n');
        }

        canonical.Append('\n').Append(names).Append('\n').Append(payloadHash);
        string scope = $"{day}/{_region}/s3/aws4_request";
        string toSign = $"{Algorithm}\n{time}\n{scope}\n{Hex.Of(Hashes.Sha256(Encoding.UTF8.GetBytes(canonical.ToString())))}";
        string signature = Hex.Of(Hmac(KeyOf(day, keys), toSign));
        return $"{Algorithm} Credential={keys.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

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

    private static byte[] Hmac(byte[] key, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
#if NET
        return HMACSHA256.HashData(key, bytes);
#else
        using HMACSHA256 hmac = new(key);
        return hmac.ComputeHash(bytes);
#endif
    }

    // The signature is made of trimmed values in which a run of blanks counts as one.
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
