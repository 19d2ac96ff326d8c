namespace LakeFS.S3;

/// <summary>ETags as they are compared and shown: without quotes.</summary>
internal static class ETags
{
    /// <summary>Takes the quotes off; null for none.</summary>
    public static string? Unquote(string? etag) => string.IsNullOrEmpty(etag) ? null : etag!.Trim('"');
}
