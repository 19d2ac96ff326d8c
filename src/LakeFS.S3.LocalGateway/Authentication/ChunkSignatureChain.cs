using System;
using System.Security.Cryptography;
using System.Text;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// The signatures of the chunks of one body (STREAMING-AWS4-HMAC-SHA256-PAYLOAD). Each signs the one before it and the
/// hash of its chunk; the first follows the signature of the request.
/// </summary>
public sealed class ChunkSignatureChain : IDisposable
{
    /// <summary>The length of a signature: 64 hex digits.</summary>
    public const int SignatureLength = 2 * HMACSHA256.HashSizeInBytes;

    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly byte[] _key;
    private readonly byte[] _toSign;
    private readonly int _previousAt;
    private readonly int _hashAt;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins the chain of a request.</summary>
    /// <param name="signingKey">The key for the credential scope.</param>
    /// <param name="date">The request's date as signed, <c>yyyyMMddTHHmmssZ</c>.</param>
    /// <param name="scope">The credential scope, <c>yyyyMMdd/region/s3/aws4_request</c>.</param>
    /// <param name="requestSignature">The signature of the request, 64 hex digits in lower case.</param>
    public ChunkSignatureChain(byte[] signingKey, string date, string scope, string requestSignature)
    {
        // What is signed differs from chunk to chunk in two places of fixed length, so it is laid out once.
        string head = $"AWS4-HMAC-SHA256-PAYLOAD\n{date}\n{scope}\n";
        _key = signingKey;
        _toSign = Encoding.ASCII.GetBytes($"{head}{requestSignature}\n{EmptyHash}\n{EmptyHash}");
        _previousAt = head.Length;
        _hashAt = _toSign.Length - SignatureLength;
    }

    /// <summary>Adds bytes of the current chunk.</summary>
    /// <param name="data">The bytes.</param>
    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    /// <summary>Ends the current chunk and begins the next.</summary>
    /// <param name="signature">The signature that came with the chunk, in hex.</param>
    /// <returns>Whether it is the right one.</returns>
    public bool EndChunk(ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        Convert.TryToHexStringLower(digest, _toSign.AsSpan(_hashAt), out _);
        HMACSHA256.HashData(_key, _toSign, digest);
        Span<byte> expected = _toSign.AsSpan(_previousAt, SignatureLength);
        Convert.TryToHexStringLower(digest, expected, out _);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
