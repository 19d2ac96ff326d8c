using System;
using System.Collections.Generic;
using System.Net.Http;

namespace LakeFS.S3.S3;

/// <summary>Reads headers of a response, whether .NET keeps them with the message or with its content.</summary>
internal static class AnswerHeaders
{
    /// <summary>A header's value; null where it is missing.</summary>
    public static string? Get(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out IEnumerable<string>? values) || answer.Content?.Headers.TryGetValues(name, out values) == true
            ? string.Join(", ", values!)
            : null;

    /// <summary>Whether the response's ETag is based on MD5s of the content.</summary>
    public static bool HasMd5(HttpResponseMessage answer) =>
        ETags.IsMd5Under(Get(answer, "x-amz-server-side-encryption"), Get(answer, "x-amz-server-side-encryption-customer-algorithm"));

    /// <summary>User metadata as received (encoded), by name without the prefix.</summary>
    public static Dictionary<string, string> MetadataOf(HttpResponseMessage answer)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, IEnumerable<string>> header in answer.Headers)
        {
            if (header.Key.StartsWith(UserMetadata.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                metadata[header.Key.Substring(UserMetadata.Prefix.Length)] = string.Join(",", header.Value);
            }
        }

        return metadata;
    }
}
