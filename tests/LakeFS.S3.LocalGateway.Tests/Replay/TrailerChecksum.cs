using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The checksums of <c>x-amz-checksum-*</c> trailers: base64 of the value, big-endian.</summary>
internal static class TrailerChecksum
{
    // Reflected polynomials.
    private const ulong Crc32Polynomial = 0xEDB88320;
    private const ulong Crc32CPolynomial = 0x82F63B78;
    private const ulong Crc64NvmePolynomial = 0x9A6C9329AC4BC9B5;

    /// <summary>Computes the checksum that a trailer's name asks for.</summary>
    public static string Compute(string trailerName, byte[] content)
    {
        byte[] checksum = trailerName.ToLowerInvariant() switch
        {
            "x-amz-checksum-crc32" => Crc32(Crc32Polynomial, content),
            "x-amz-checksum-crc32c" => Crc32(Crc32CPolynomial, content),
            "x-amz-checksum-crc64nvme" => Crc64(Crc64NvmePolynomial, content),
            "x-amz-checksum-sha1" => Digest(HashAlgorithmName.SHA1, content),
            "x-amz-checksum-sha256" => Digest(HashAlgorithmName.SHA256, content),
            "x-amz-checksum-md5" => Digest(HashAlgorithmName.MD5, content),
            _ => throw new ReplayException($"no checksum is known for the trailer {trailerName}"),
        };
        return Convert.ToBase64String(checksum);
    }

    private static byte[] Crc32(ulong polynomial, byte[] content)
    {
        byte[] checksum = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, ~(uint)Remainder(polynomial, uint.MaxValue, content));
        return checksum;
    }

    private static byte[] Crc64(ulong polynomial, byte[] content)
    {
        byte[] checksum = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(checksum, ~Remainder(polynomial, ulong.MaxValue, content));
        return checksum;
    }

    private static ulong Remainder(ulong polynomial, ulong start, byte[] content)
    {
        ulong remainder = start;
        foreach (byte value in content)
        {
            remainder ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ polynomial;
            }
        }

        return remainder;
    }

    private static byte[] Digest(HashAlgorithmName algorithm, byte[] content)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }
}
