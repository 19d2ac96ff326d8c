namespace LakeFS.S3;

/// <summary>ETags as they are compared and shown: without quotes.</summary>
internal static class ETags
{
    /// <summary>
    /// Takes the quotes off an answer's ETag. lakeFS always sends one; a web page, which answers 200 to anything, does not.
    /// </summary>
    /// <exception cref="LakeS3Exception"><c>LakeNotAnS3Endpoint</c>: there is none.</exception>
    public static string Require(LakeS3Connection connection, S3Operation operation, ObjectAddress address, string? etag) =>
        Unquote(etag) ?? throw ErrorTable.NotAnS3Endpoint(new Failure(connection, operation)
        {
            Repository = address.Repository,
            Ref = address.Ref,
            Key = address.Key,
        });

    /// <summary>Takes the quotes off; null for none.</summary>
    public static string? Unquote(string? etag) => string.IsNullOrEmpty(etag) ? null : etag!.Trim('"');
}
