using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LakeFS.S3.Primitives;

/// <summary>Hashes of bytes that are in memory.</summary>
internal static class Hashes
{
    /// <summary>The SHA-256, which signatures are made of.</summary>
    public static byte[] Sha256(byte[] bytes) => Sha256(bytes, bytes.Length);

    /// <summary>The SHA-256 of the first bytes.</summary>
    public static byte[] Sha256(byte[] bytes, int count) => SHA256.HashData(bytes.AsSpan(0, count));

    /// <summary>The MD5 of the first bytes, which lakeFS makes ETags of.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "An ETag is an MD5; nothing secret rests on it.")]
    public static byte[] Md5(byte[] bytes, int count) => MD5.HashData(bytes.AsSpan(0, count));

    /// <summary>The MD5 of the parts' MD5s, which is a multipart object's ETag.</summary>
    public static byte[] Md5OfParts(IEnumerable<byte[]> parts)
    {
        using IncrementalHash ofParts = NewMd5();
        foreach (byte[] md5 in parts)
        {
            ofParts.AppendData(md5);
        }

        return ofParts.GetHashAndReset();
    }

    /// <summary>An MD5 that is fed piece by piece.</summary>
    public static IncrementalHash NewMd5() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
}
