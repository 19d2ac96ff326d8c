using System;
using System.Security.Cryptography;

namespace LakeFS.S3.Polyfills;

/// <summary>MD5 of bytes in memory, which .NET 5 and later have.</summary>
internal static class MD5Extensions
{
    extension(MD5)
    {
        /// <summary>The MD5 of some bytes.</summary>
        public static byte[] HashData(ReadOnlySpan<byte> source)
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            hash.AppendData(source.ToArray());
            return hash.GetHashAndReset();
        }
    }
}
