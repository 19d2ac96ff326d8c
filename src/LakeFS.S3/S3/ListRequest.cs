using System;
using System.Globalization;
using System.Text;

namespace LakeFS.S3.S3;

/// <summary>A ListObjectsV2 request; without more than a bucket, for all its objects.</summary>
/// <param name="Bucket">The repository or bucket.</param>
internal sealed record ListRequest(string Bucket)
{
    /// <summary>The prefix of the keys; null for all.</summary>
    public string? Prefix { get; init; }

    /// <summary>The delimiter after which keys are grouped; null to group none.</summary>
    public string? Delimiter { get; init; }

    /// <summary>The key after which the list starts; null to start at the beginning.</summary>
    public string? StartAfter { get; init; }

    /// <summary>The maximum number of entries in a response; null for the server's default.</summary>
    public int? MaxKeys { get; init; }

    /// <summary>
    /// Gives the maximum number of entries in a response after the first, when it is requested; null for the server's default.
    /// The first is short, so that a few entries arrive early; S3 sends 1,000 at most, lakeFS as many as it is asked for
    /// (s3-list-many #5).
    /// </summary>
    public Func<int?>? LaterMaxKeys { get; init; }

    /// <summary>The query, escaped and sorted by name.</summary>
    /// <param name="continuation">The continuation token; null for the first page.</param>
    public string ToQuery(string? continuation)
    {
        StringBuilder query = new(256);
        Append(query, "continuation-token", continuation);
        Append(query, "delimiter", Delimiter);
        Append(query, "list-type", "2");
        Append(query, "max-keys", (continuation is null ? MaxKeys : LaterMaxKeys?.Invoke() ?? MaxKeys)?.ToString(CultureInfo.InvariantCulture));
        Append(query, "prefix", Prefix);
        Append(query, "start-after", StartAfter);
        return query.ToString();
    }

    private static void Append(StringBuilder query, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            query.Append(query.Length == 0 ? string.Empty : "&").Append(name).Append('=').Append(S3RequestUri.Escape(value!, keepSlashes: false));
        }
    }
}
