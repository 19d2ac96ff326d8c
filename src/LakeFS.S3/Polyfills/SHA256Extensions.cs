using System;
using System.Security.Cryptography;

namespace LakeFS.S3.Polyfills;

/// <summary>SHA-256 of bytes in memory, which .NET 5 and later have.</summary>
internal static class SHA256Extensions
{
    extension(SHA256)
    {
        /// <summary>The SHA-256 of some bytes.</summary>
        public static byte[] HashData(ReadOnlySpan<byte> source)
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(source.ToArray());
            return hash.GetHashAndReset();
        }
    }
}
