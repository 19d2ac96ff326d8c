using System;
using LakeFS.S3.Errors;

namespace LakeFS.S3.S3;

/// <summary>Converts ETags to the form in which they are compared and shown: without quotes.</summary>
internal static class ETags
{
    /// <summary>
    /// Removes the quotes from the ETag of a response. lakeFS always sends an ETag; a web server that responds with 200 to
    /// every request does not.
    /// </summary>
    /// <exception cref="LakeS3Exception"><c>LakeNotAnS3Endpoint</c>: there is no ETag.</exception>
    public static string Require(LakeS3Connection connection, S3Operation operation, ObjectAddress address, string? etag) =>
        Unquote(etag) ?? throw ServerErrors.NotAnS3Endpoint(new S3ErrorContext(connection, operation, address).Facts);

    /// <summary>
    /// Whether ETags are based on MD5s of the content; with a KMS or customer-provided encryption key they are not.
    /// </summary>
    /// <param name="encryption">The response's <c>x-amz-server-side-encryption</c>; null if it is missing.</param>
    /// <param name="customerAlgorithm">The response's <c>x-amz-server-side-encryption-customer-algorithm</c>; null if it is
    /// missing.</param>
    public static bool IsMd5Under(string? encryption, string? customerAlgorithm) =>
        string.IsNullOrEmpty(customerAlgorithm) && encryption?.StartsWith("aws:kms", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>Removes the quotes; null if there is no ETag.</summary>
    public static string? Unquote(string? etag) => string.IsNullOrEmpty(etag) ? null : etag!.Trim('"');
}
