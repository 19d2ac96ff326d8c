using System;
using System.Security.Cryptography;
using System.Text;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// Content that a seed determines: block j is the SHA-256 of the ASCII text <c>SEED:j</c>, the blocks follow one
/// another and truncated to the size.
/// </summary>
internal static class GeneratedBody
{
    public static byte[] Make(BodyGenerator generator)
    {
        byte[] body = new byte[generator.Size];
        for (int block = 0; block * SHA256.HashSizeInBytes < body.Length; block++)
        {
            byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes($"{generator.Seed}:{block}"));
            Span<byte> rest = body.AsSpan(block * SHA256.HashSizeInBytes);
            hash.AsSpan(0, Math.Min(hash.Length, rest.Length)).CopyTo(rest);
        }

        return body;
    }
}
