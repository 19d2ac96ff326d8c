using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Rest;

/// <summary>The path of a REST request below <c>/api/v1</c>, and its query.</summary>
/// <param name="segments">The segments, unescaped.</param>
internal sealed class RestPath(params string[] segments)
{
    private readonly List<string> _query = [];

    /// <summary>Adds a parameter to the query, unless its value is null.</summary>
    public RestPath With(string name, string? value)
    {
        if (value is not null)
        {
            _query.Add(name + "=" + Uri.EscapeDataString(value));
        }

        return this;
    }

    /// <summary>Adds a switch to the query if it is on.</summary>
    public RestPath With(string name, bool isOn) => With(name, isOn ? "true" : null);

    /// <summary>The complete URL.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="more">Another parameter, such as the start of a page.</param>
    /// <exception cref="LakeS3Exception"><c>LakeRefInvalid</c>: a URL can't contain a segment <c>.</c> or <c>..</c>.</exception>
    public Uri ToUrl(Uri endpoint, params string[] more)
    {
        // .NET resolves these segments, so the request would be for something else.
        if (segments.FirstOrDefault(segment => segment is "" or "." or "..") is string dots)
        {
            throw AddressErrors.RefInvalid(dots);
        }

        string path = "/api/v1/" + string.Join("/", segments.Select(Uri.EscapeDataString));
        string query = string.Join("&", _query.Concat(more));
        return new Uri(endpoint, query.Length == 0 ? path : path + "?" + query);
    }
}
