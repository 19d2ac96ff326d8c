using System;

namespace LakeFS.S3.LocalGateway.Requests;

/// <summary>
/// The path and query of a request, decoded from the request line as it was sent: Kestrel's own path is normalised,
/// and keys may hold <c>..</c>, <c>//</c> and <c>%2F</c>.
/// </summary>
internal sealed class RequestTarget
{
    private RequestTarget(string rawPath, string rawQuery, string path)
    {
        RawPath = rawPath;
        RawQuery = rawQuery;
        Path = path;
        Query = new QueryParameters(rawQuery);
    }

    public string RawPath { get; }

    /// <summary>What follows the question mark.</summary>
    public string RawQuery { get; }

    /// <summary>The decoded path, with its leading slash.</summary>
    public string Path { get; }

    public QueryParameters Query { get; }

    /// <summary>Parses; null if the path has a malformed escape.</summary>
    public static RequestTarget? Parse(string rawTarget)
    {
        ReadOnlySpan<char> target = rawTarget;
        int scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && target[0] != '/')
        {
            // The absolute form that proxies are asked with.
            ReadOnlySpan<char> authority = target[(scheme + 3)..];
            int slash = authority.IndexOf('/');
            target = slash < 0 ? "/" : authority[slash..];
        }

        int question = target.IndexOf('?');
        ReadOnlySpan<char> rawPath = question < 0 ? target : target[..question];
        ReadOnlySpan<char> rawQuery = question < 0 ? [] : target[(question + 1)..];
        return PercentEncoding.TryDecode(rawPath, plusIsSpace: false, out string path)
            ? new RequestTarget(rawPath.ToString(), rawQuery.ToString(), path)
            : null;
    }
}
