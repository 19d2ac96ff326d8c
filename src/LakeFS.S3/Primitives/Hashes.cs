using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LakeFS.S3.Primitives;

/// <summary>Hashes of bytes in memory.</summary>
internal static class Hashes
{
    /// <summary>The SHA-256 hash, which request signatures use.</summary>
    public static byte[] Sha256(byte[] bytes) => Sha256(bytes, bytes.Length);

    /// <summary>The SHA-256 hash of the first <paramref name="count"/> bytes.</summary>
    public static byte[] Sha256(byte[] bytes, int count) => SHA256.HashData(bytes.AsSpan(0, count));

    /// <summary>The MD5 hash of the first <paramref name="count"/> bytes; lakeFS uses it as the ETag.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "An ETag is an MD5; nothing secret rests on it.")]
    public static byte[] Md5(byte[] bytes, int count) => MD5.HashData(bytes.AsSpan(0, count));

    /// <summary>The MD5 hash of the concatenated MD5 hashes of an object's parts: the ETag of a multipart object.</summary>
    public static byte[] Md5OfParts(IEnumerable<byte[]> parts)
    {
        using IncrementalHash ofParts = NewMd5();
        foreach (byte[] md5 in parts)
        {
            ofParts.AppendData(md5);
        }

        return ofParts.GetHashAndReset();
    }

    /// <summary>Creates an incremental MD5 hash.</summary>
    public static IncrementalHash NewMd5() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
}
