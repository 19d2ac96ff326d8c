using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>The keys derived from one secret access key, one for each credential scope, kept for the next request.</summary>
/// <param name="secretAccessKey">The secret access key.</param>
internal sealed class SigningKeys(string secretAccessKey)
{
    // Clients name day, region and service: what they name must not fill the memory.
    private const int MaxKept = 256;

    private readonly byte[] _secret = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
    private readonly ConcurrentDictionary<(string Day, string Region, string Service), byte[]> _keys = new();

    /// <summary>The key for a credential scope.</summary>
    /// <param name="day">The day, <c>yyyyMMdd</c>.</param>
    /// <param name="region">The region.</param>
    /// <param name="service">The service.</param>
    /// <returns>The key, 32 bytes, not to be changed.</returns>
    public byte[] For(string day, string region, string service)
    {
        if (_keys.TryGetValue((day, region, service), out byte[]? known))
        {
            return known;
        }

        byte[] key = _secret;
        foreach (string part in (string[])[day, region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        if (_keys.Count >= MaxKept)
        {
            _keys.Clear();
        }

        _keys.TryAdd((day, region, service), key);
        return key;
    }
}
