using System.Globalization;
using System.Text;

namespace LakeFS.S3.S3;

/// <summary>What is asked of a list: ListObjectsV2.</summary>
internal sealed class ListRequest
{
    /// <summary>Asks for all of it.</summary>
    /// <param name="bucket">The repository or bucket.</param>
    public ListRequest(string bucket)
    {
        Bucket = bucket;
    }

    public string Bucket { get; }

    /// <summary>What keys begin with; null for all.</summary>
    public string? Prefix { get; init; }

    /// <summary>What ends a folder's name; null for no folders.</summary>
    public string? Delimiter { get; init; }

    /// <summary>The key after which the list begins; null for its beginning.</summary>
    public string? StartAfter { get; init; }

    /// <summary>How many entries one answer is to have; null for as many as the server likes.</summary>
    public int? MaxKeys { get; init; }

    /// <summary>The query, escaped and in the order of its names.</summary>
    /// <param name="continuation">Where the list goes on; null for its first page.</param>
    public string ToQuery(string? continuation)
    {
        StringBuilder query = new(256);
        Append(query, "continuation-token", continuation);
        Append(query, "delimiter", Delimiter);
        Append(query, "list-type", "2");
        Append(query, "max-keys", MaxKeys?.ToString(CultureInfo.InvariantCulture));
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
