using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>What the check of a pre-signed URL found.</summary>
internal enum BlockUrlState
{
    Valid,
    Unsigned,
    Expired,
    Forged,
}

/// <summary>
/// Signs URLs of blocks in the store's endpoint, and checks them. A URL holds for one method, path and time. The signature is
/// the gateway's own, in the parameters of an S3 URL.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="lifetime">How long a URL is valid.</param>
internal sealed class BlockUrls(TimeProvider time, TimeSpan lifetime)
{
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string SignatureParameter = "&X-Amz-Signature=";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Where the store listens for HTTP; null until it does.</summary>
    public Uri? HttpUrl { get; set; }

    /// <summary>Where the store listens for HTTPS; null if it does not.</summary>
    public Uri? HttpsUrl { get; set; }

    /// <summary>Makes a URL.</summary>
    /// <param name="isHttps">Whether the client came by HTTPS, and is to go on by it.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path in the store, unescaped.</param>
    /// <param name="query">Parameters that are part of what is signed, or nothing.</param>
    /// <returns>The URL and when it expires.</returns>
    public (string Url, DateTimeOffset Expiry) Sign(bool isHttps, string method, string path, string query = "")
    {
        DateTimeOffset now = time.GetUtcNow();
        string raw = "/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        string signed = string.Create(
            CultureInfo.InvariantCulture,
            $"X-Amz-Date={now.ToString(DateFormat, CultureInfo.InvariantCulture)}&X-Amz-Expires={lifetime.TotalSeconds}{query}");
        Uri host = (isHttps ? HttpsUrl : null) ?? HttpUrl!;
        return ($"{host.GetLeftPart(UriPartial.Authority)}{raw}?{signed}{SignatureParameter}{SignatureOf(method, raw, signed)}", now + lifetime);
    }

    /// <summary>Checks a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="rawPath">The path as it was sent.</param>
    /// <param name="rawQuery">The query as it was sent.</param>
    public BlockUrlState Check(string method, string rawPath, string rawQuery)
    {
        int end = rawQuery.IndexOf(SignatureParameter, StringComparison.Ordinal);
        if (end < 0)
        {
            return BlockUrlState.Unsigned;
        }

        string signed = rawQuery[..end];
        string given = rawQuery[(end + SignatureParameter.Length)..];
        if (!CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(SignatureOf(method, rawPath, signed))))
        {
            return BlockUrlState.Forged;
        }

        string[] parts = signed.Split('&');
        DateTimeOffset date = DateTimeOffset.ParseExact(
            parts[0]["X-Amz-Date=".Length..], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        TimeSpan valid = TimeSpan.FromSeconds(double.Parse(parts[1]["X-Amz-Expires=".Length..], CultureInfo.InvariantCulture));
        return date + valid < time.GetUtcNow() ? BlockUrlState.Expired : BlockUrlState.Valid;
    }

    private string SignatureOf(string method, string rawPath, string signed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{method}\n{rawPath}\n{signed}")));
}
