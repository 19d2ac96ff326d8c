using System.IO;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>What <see cref="SignatureVerifier"/> found out about a request.</summary>
public sealed record AuthenticationResult
{
    /// <summary>
    /// Whether the request carries an AWS signature of any kind. Without one lakeFS does not take it for an S3
    /// request, unless its host is a gateway domain (auth-anonymous #4, #11).
    /// </summary>
    public required bool IsSigned { get; init; }

    /// <summary>The error to refuse the request with; null if there is none.</summary>
    public S3Error? Error { get; init; }

    /// <summary>
    /// The decoded request body. It verifies the payload's hash, chunk signatures or trailer and throws
    /// <see cref="PayloadRejectedException"/> where they do not fit, at the latest when its end is read: a body is
    /// verified only once a read has returned 0. It can be read asynchronously only, is disposed with the response, and
    /// is the body as sent where the request is not signed or is refused.
    /// </summary>
    public required Stream Body { get; init; }

    /// <summary>
    /// The length of <see cref="Body"/> in bytes that the request declares: <c>x-amz-decoded-content-length</c> for
    /// aws-chunked bodies, <c>Content-Length</c> otherwise; null if it declares none.
    /// </summary>
    public long? DecodedLength { get; init; }
}
