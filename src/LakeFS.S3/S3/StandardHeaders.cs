using System.Collections.Generic;
using System.Linq;
using Amazon.S3.Model;

namespace LakeFS.S3.S3;

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

    /// <summary>Reads what came with an answer.</summary>
    public static StandardHeaders Of(HeadersCollection answer)
    {
        (string Name, string? Value)[] known =
        [
            ("cache-control", answer.CacheControl),
            ("content-disposition", answer.ContentDisposition),
            ("content-encoding", answer.ContentEncoding),
        ];
        KeyValuePair<string, string>[] present =
            [.. known.Where(header => !string.IsNullOrEmpty(header.Value)).Select(header => new KeyValuePair<string, string>(header.Name, header.Value!))];
        return present.Length == 0 ? None : new StandardHeaders(present);
    }

    /// <summary>Puts them on a request of the SDK.</summary>
    public void Write(HeadersCollection request)
    {
        foreach (KeyValuePair<string, string> header in _headers)
        {
            request[header.Key] = header.Value;
        }
    }
}
