using System;
using LakeFS.S3.Errors;
using LakeFS.S3.S3;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>Checks the result of an upload.</summary>
internal static class UploadCheck
{
    /// <summary>Checks that the server returned the ETag computed from what was sent.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeContentMismatch</c>, or <c>LakeNotAnS3Endpoint</c> if there is no ETag.</exception>
    public static void ETag(LakeS3Connection connection, ObjectAddress address, string expected, string? answered)
    {
        string got = ETags.Require(connection, S3Operation.WriteObject, address, answered);
        if (!string.Equals(expected, got, StringComparison.OrdinalIgnoreCase))
        {
            throw ObjectErrors.ContentMismatch(
                address.FactsAt(connection.EndpointUrl), $"the content sent has ETag {expected}, the server says {got}.", "The object at the server is not what was sent.");
        }
    }
}
