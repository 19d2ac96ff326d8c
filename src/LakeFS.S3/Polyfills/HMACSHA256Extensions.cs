using System.Security.Cryptography;

namespace LakeFS.S3.Polyfills;

/// <summary>HMAC-SHA-256 of bytes in memory, which .NET 5 and later have.</summary>
internal static class HMACSHA256Extensions
{
    extension(HMACSHA256)
    {
        /// <summary>The HMAC of some bytes.</summary>
        public static byte[] HashData(byte[] key, byte[] source)
        {
            using HMACSHA256 hmac = new(key);
            return hmac.ComputeHash(source);
        }
    }
}
