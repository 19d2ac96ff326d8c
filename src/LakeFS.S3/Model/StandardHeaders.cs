using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.Model;

/// <summary>The headers that S3, unlike lakeFS, keeps with an object besides its content type; a copy has to have them too.</summary>
internal sealed class StandardHeaders
{
    private readonly KeyValuePair<string, string>[] _headers;

    private StandardHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        _headers = [.. headers];
    }

    /// <summary>No headers.</summary>
    public static StandardHeaders None { get; } = new([]);

    /// <summary>By their lower-case names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => _headers;

    /// <summary>Takes those that are there.</summary>
    public static StandardHeaders Of(IEnumerable<KeyValuePair<string, string?>> headers)
    {
        KeyValuePair<string, string>[] present =
            [.. headers.Where(header => !string.IsNullOrEmpty(header.Value)).Select(header => new KeyValuePair<string, string>(header.Key, header.Value!))];
        return present.Length == 0 ? None : new StandardHeaders(present);
    }
}
