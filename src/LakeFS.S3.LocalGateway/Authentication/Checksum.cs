using System;
using System.Security.Cryptography;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>A checksum that is computed piece by piece.</summary>
public abstract class Checksum : IDisposable
{
    /// <summary>The longest checksum there is (SHA-256), in bytes.</summary>
    public const int MaxSize = SHA256.HashSizeInBytes;

    /// <summary>The checksum that a trailer of a given name holds.</summary>
    /// <param name="trailer">The trailer's name, in lower case, such as <c>x-amz-checksum-crc32</c>.</param>
    /// <returns>A checksum of no bytes yet, or null if lakeFS does not know the name (auth-trailer #42).</returns>
    public static Checksum? ForTrailer(string trailer) => trailer switch
    {
        "x-amz-checksum-crc32" => new TableCrc(TableCrc.Crc32),
        "x-amz-checksum-crc32c" => new Crc32C(),
        "x-amz-checksum-crc64nvme" => new TableCrc(TableCrc.Crc64Nvme),
        "x-amz-checksum-sha1" => new DigestChecksum(HashAlgorithmName.SHA1),
        "x-amz-checksum-sha256" => new DigestChecksum(HashAlgorithmName.SHA256),
        _ => null,
    };

    /// <summary>Adds bytes.</summary>
    /// <param name="data">The bytes.</param>
    public abstract void Append(ReadOnlySpan<byte> data);

    /// <summary>Writes the checksum of all bytes added so far, most significant byte first. Nothing may be added afterwards.</summary>
    /// <param name="destination">Where to write, at least <see cref="MaxSize"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public abstract int Finish(Span<byte> destination);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the checksum holds.</summary>
    /// <param name="disposing">Whether it is disposed, not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
