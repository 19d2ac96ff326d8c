using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// A body whose SHA-256 the request has signed. The hash is compared when the end is read, so that the body of a request
/// which nobody reads is not checked (auth-payload #10).
/// </summary>
/// <param name="inner">The body as sent.</param>
/// <param name="expected">The signed hash.</param>
public sealed class HashedBodyStream(Stream inner, byte[] expected) : VerifyingBodyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _ended;

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended || buffer.IsEmpty)
        {
            return 0;
        }

        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read > 0)
        {
            _hash.AppendData(buffer.Span[..read]);
            return read;
        }

        if (!CryptographicOperations.FixedTimeEquals(_hash.GetCurrentHash(), expected))
        {
            throw Rejected("The body's SHA-256 is not that in x-amz-content-sha256.");
        }

        _ended = true;
        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
