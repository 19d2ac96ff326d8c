using System;
using LakeFS.S3.Errors;

namespace LakeFS.S3.S3;

/// <summary>ETags as they are compared and shown: without quotes.</summary>
internal static class ETags
{
    /// <summary>
    /// Takes the quotes off an answer's ETag. lakeFS always sends one; a web page, which answers 200 to anything, does not.
    /// </summary>
    /// <exception cref="LakeS3Exception"><c>LakeNotAnS3Endpoint</c>: there is none.</exception>
    public static string Require(LakeS3Connection connection, S3Operation operation, ObjectAddress address, string? etag) =>
        Unquote(etag) ?? throw ServerErrors.NotAnS3Endpoint(new S3ErrorContext(connection, operation, address).Facts);

    /// <summary>Whether ETags are made of MD5s of the content; under encryption by a key service or by a caller's key they are not.</summary>
    /// <param name="encryption">The answer's <c>x-amz-server-side-encryption</c>; null where there is none.</param>
    /// <param name="customerAlgorithm">The answer's <c>x-amz-server-side-encryption-customer-algorithm</c>; null where there is none.</param>
    public static bool IsMd5Under(string? encryption, string? customerAlgorithm) =>
        string.IsNullOrEmpty(customerAlgorithm) && encryption?.StartsWith("aws:kms", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>Takes the quotes off; null for none.</summary>
    public static string? Unquote(string? etag) => string.IsNullOrEmpty(etag) ? null : etag!.Trim('"');
}
