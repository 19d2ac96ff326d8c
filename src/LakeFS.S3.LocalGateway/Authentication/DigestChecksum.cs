using System;
using System.Security.Cryptography;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>A cryptographic hash used as a checksum.</summary>
/// <param name="algorithm">The hash algorithm.</param>
internal sealed class DigestChecksum(HashAlgorithmName algorithm) : Checksum
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);

    public override void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public override int Finish(Span<byte> destination) => _hash.GetHashAndReset(destination);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
