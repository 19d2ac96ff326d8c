using LakeFS.S3.LocalGateway.Requests;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// A request body that is verified while it is read: the end comes once the whole body has been verified, and a read of one
/// that does not verify, or is malformed, throws a <see cref="PayloadRejectedException"/>.
/// </summary>
public abstract class VerifyingBodyStream : RequestBodyStream
{
    /// <summary>Makes the exception that refuses the body.</summary>
    /// <param name="reason">What is wrong with it.</param>
    /// <returns>The exception.</returns>
    internal static PayloadRejectedException Rejected(string reason) => new(SignatureErrors.PayloadMismatch, reason);
}
