using System;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>A REST request that ends with an error.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">The message of the answer.</param>
internal sealed class RestFailureException(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>404 with the words lakeFS has for nearly everything that is missing.</summary>
    public static RestFailureException NotFound(string message = "not found") => new(404, message);
}
