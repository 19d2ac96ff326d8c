using System;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>A request body is not what its signature says: nothing of it may be kept.</summary>
public sealed class PayloadRejectedException : Exception
{
    /// <summary>Makes the exception for a body that does not verify.</summary>
    /// <param name="error">What lakeFS answers where such a body is the content of an object or part.</param>
    /// <param name="reason">What is wrong with the body, for people.</param>
    public PayloadRejectedException(S3Error error, string reason)
        : base(reason)
    {
        Error = error;
    }

    /// <summary>
    /// What lakeFS answers where such a body is the content of an object or part (auth-payload #6). DeleteObjects
    /// answers 400 BadRequest instead (auth-payload #12).
    /// </summary>
    public S3Error Error { get; }
}
