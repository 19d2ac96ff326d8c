using System;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>An operation that ends with an error.</summary>
/// <param name="error">The error.</param>
/// <param name="scope">How much its body says.</param>
internal sealed class S3FailureException(S3Error error, ErrorScope scope = ErrorScope.Operation)
    : Exception(error.Message)
{
    public S3Error Error => error;

    public ErrorScope Scope => scope;
}
