using System;
using System.Collections.Generic;
using System.Net.Http;

namespace LakeFS.S3.S3;

/// <summary>The headers of answers, of the message and of its content alike.</summary>
internal static class AnswerHeaders
{
    /// <summary>A header's value; null where it is missing.</summary>
    public static string? Get(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out IEnumerable<string>? values) || answer.Content?.Headers.TryGetValues(name, out values) == true
            ? string.Join(", ", values!)
            : null;

    /// <summary>Whether an answer's ETag is made of MD5s of the content.</summary>
    public static bool HasMd5(HttpResponseMessage answer) =>
        ETags.IsMd5Under(Get(answer, "x-amz-server-side-encryption"), Get(answer, "x-amz-server-side-encryption-customer-algorithm"));

    /// <summary>User metadata as it came, encoded, by the names without their prefix.</summary>
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
