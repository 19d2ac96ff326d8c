using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// AWS Signature Version 4 for the service s3: one key, day and region. What is signed is given by the caller, so
/// that a request can also be signed wrongly.
/// </summary>
internal sealed partial class SignatureV4
{
    private readonly byte[] signingKey;

    /// <param name="secretAccessKey">The secret.</param>
    /// <param name="region">Region of the credential scope.</param>
    /// <param name="time">Time of the request, UTC.</param>
    public SignatureV4(string secretAccessKey, string region, DateTimeOffset time)
    {
        Timestamp = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string day = Timestamp[..8];
        Scope = $"{day}/{region}/s3/aws4_request";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (string part in (string[])[day, region, "s3", "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        signingKey = key;
    }

    /// <summary>SHA-256 of nothing.</summary>
    public static string EmptyHash { get; } = Hash([]);

    /// <summary>The time as <c>YYYYMMDDTHHMMSSZ</c>.</summary>
    public string Timestamp { get; }

    /// <summary>The credential scope: day, region, service.</summary>
    public string Scope { get; }

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The names of headers, lower-case, sorted and joined with semicolons.</summary>
    public static string SignedHeaders(IEnumerable<HeaderField> headers) => string.Join(';', Grouped(headers).Select(group => group.Key));

    /// <summary>Signs a request.</summary>
    /// <param name="method">Method.</param>
    /// <param name="path">Percent-encoded path.</param>
    /// <param name="query">Percent-encoded parameters; of a name that repeats the first value counts.</param>
    /// <param name="headers">The headers to sign.</param>
    /// <param name="payload">The last line of the canonical request.</param>
    public string SignRequest(string method, string path, IEnumerable<QueryParameter> query, IReadOnlyCollection<HeaderField> headers, string payload)
    {
        IEnumerable<string> canonicalQuery = query
            .Select(parameter => (
                Name: PercentEncoding.Canonical(parameter.Name, isPath: false),
                Value: PercentEncoding.Canonical(parameter.Value ?? "", isPath: false)))
            .DistinctBy(parameter => parameter.Name)
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Name}={parameter.Value}");
        StringBuilder canonical = new();
        canonical.Append(method).Append('\n');
        canonical.Append(PercentEncoding.Canonical(path, isPath: true)).Append('\n');
        canonical.AppendJoin('&', canonicalQuery).Append('\n');
        foreach (IGrouping<string, string> header in Grouped(headers))
        {
            canonical.Append(header.Key).Append(':').AppendJoin(',', header).Append('\n');
        }

        canonical.Append('\n').Append(SignedHeaders(headers)).Append('\n').Append(payload);
        return Sign("AWS4-HMAC-SHA256", Hash(Encoding.UTF8.GetBytes(canonical.ToString())));
    }

    /// <summary>Signs an aws-chunk, given the signature before it.</summary>
    public string SignChunk(string previousSignature, ReadOnlySpan<byte> content) =>
        Sign("AWS4-HMAC-SHA256-PAYLOAD", $"{previousSignature}\n{EmptyHash}\n{Hash(content)}");

    /// <summary>Signs the trailer, given the signature of the last chunk.</summary>
    public string SignTrailer(string previousSignature, string trailerLine) =>
        Sign("AWS4-HMAC-SHA256-TRAILER", $"{previousSignature}\n{Hash(Encoding.UTF8.GetBytes(trailerLine + "\n"))}");

    private static IEnumerable<IGrouping<string, string>> Grouped(IEnumerable<HeaderField> headers) => headers
        .GroupBy(header => header.Name.ToLowerInvariant(), header => Spaces().Replace(header.Value.Trim(' '), " "))
        .OrderBy(group => group.Key, StringComparer.Ordinal);

    private string Sign(string algorithm, string hashed) => Convert.ToHexStringLower(
        HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes($"{algorithm}\n{Timestamp}\n{Scope}\n{hashed}")));

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
