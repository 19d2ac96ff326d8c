using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>
/// Addresses that clients may link to a key. As with lakeFS 1.84, they end in a signature of what they were made for, so that
/// no list of them is needed.
/// </summary>
internal static class LinkAddress
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    /// <summary>A new address for an object, below the storage namespace.</summary>
    public static string Create(string repository, string branch, string key)
    {
        string address = ContentAddress.Create();
        return $"{address},{Base64Url.EncodeToString(Sign(repository, branch, key, address))}";
    }

    /// <summary>Checks that an address was made for an object.</summary>
    /// <exception cref="RestFailureException">It was not.</exception>
    public static void Verify(string repository, string branch, string key, string linked)
    {
        int end = linked.LastIndexOf(',');
        if (end < 0)
        {
            throw new RestFailureException(400, "address is not signed: link address invalid");
        }

        string address = linked[..end];
        string signature = Base64Url.EncodeToString(Sign(repository, branch, key, address));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(linked[(end + 1)..])))
        {
            throw new RestFailureException(400, "invalid address signature: invalid address");
        }
    }

    private static byte[] Sign(string repository, string branch, string key, string address) =>
        HMACSHA256.HashData(Key, JsonSerializer.SerializeToUtf8Bytes(new[] { repository, branch, key, address }));
}
