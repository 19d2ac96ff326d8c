using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// AWS Signature Version 2 in headers, as lakeFS checks it. Of the sub-resources that it signs, it finds only those whose
/// names are lower-case in whole: requests with <c>uploadId</c> do not match.
/// </summary>
internal static class SignatureV2
{
    private const string AmazonPrefix = "x-amz-";

    private static readonly string[] DateFormats =
        ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss 'UTC'", "ddd, dd MMM yyyy HH:mm:ss zzz", "yyyyMMdd'T'HHmmss'Z'"];

    private static readonly string[] Resources =
    [
        "accelerate", "acl", "analytics", "copy-source", "cors", "delete", "inventory", "lifecycle", "location", "logging",
        "metrics", "notification", "policy", "replication", "response-cache-control", "response-content-disposition",
        "response-content-encoding", "response-content-language", "response-content-type", "response-expires", "restore",
        "select", "select-type", "tagging", "torrent", "uploads", "versioning", "versions", "website",
    ];

    /// <summary>Whether a signature, in base64, is that of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">Its target.</param>
    /// <param name="path">The path that is signed: with the repository where the host names it.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="secretAccessKey">The secret.</param>
    [SuppressMessage("Security", "CA5350", Justification = "Signature Version 2 is made with it.")]
    public static bool Matches(HttpRequest request, SignedTarget target, string path, string signature, string secretAccessKey)
    {
        byte[] given = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, given, out int length))
        {
            return false;
        }

        byte[] expected = HMACSHA1.HashData(Encoding.UTF8.GetBytes(secretAccessKey), Encoding.UTF8.GetBytes(ToSign(request, target, path)));
        return CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), expected);
    }

    /// <summary>When a request was signed: null if its date is none.</summary>
    public static DateTimeOffset? ReadDate(string date) => DateTimeOffset.TryParseExact(
        date, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static string ToSign(HttpRequest request, SignedTarget target, string path)
    {
        StringBuilder text = new();
        text.Append(request.Method).Append('\n');
        foreach (string name in (string[])["Content-MD5", "Content-Type", "Date"])
        {
            text.Append(Joined(request.Headers[name])).Append('\n');
        }

        IEnumerable<KeyValuePair<string, StringValues>> amazon = request.Headers
            .Where(header => header.Key.StartsWith(AmazonPrefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal);
        foreach ((string name, StringValues values) in amazon)
        {
            text.Append(name.ToLowerInvariant()).Append(':').Append(Joined(values)).Append('\n');
        }

        text.Append(path);
        char separator = '?';
        foreach (string resource in Resources)
        {
            string? name = target.Parameters.Keys.FirstOrDefault(key => key.Equals(resource, StringComparison.OrdinalIgnoreCase));
            if (name is not null)
            {
                string value = target.Parameters[name];
                text.Append(separator).Append(resource).Append(value.Length > 0 ? "=" : string.Empty).Append(value);
                separator = '&';
            }
        }

        return text.ToString();
    }

    private static string Joined(StringValues values) => string.Join(',', values.Select(value => value?.Trim()));
}
