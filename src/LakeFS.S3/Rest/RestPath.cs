using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Rest;

/// <summary>The path of a REST call below <c>/api/v1</c>, and its query.</summary>
/// <param name="segments">The segments, unescaped.</param>
internal sealed class RestPath(params string[] segments)
{
    private readonly List<string> _query = [];

    /// <summary>Adds a parameter to the query; a null value adds none.</summary>
    public RestPath With(string name, string? value)
    {
        if (value is not null)
        {
            _query.Add(name + "=" + Uri.EscapeDataString(value));
        }

        return this;
    }

    /// <summary>Adds a switch to the query where it is on.</summary>
    public RestPath With(string name, bool isOn) => With(name, isOn ? "true" : null);

    /// <summary>The whole URL.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="more">One more parameter, such as where a page begins.</param>
    /// <exception cref="LakeS3Exception"><c>LakeRefInvalid</c>: a URL can't hold a segment of dots.</exception>
    public Uri ToUrl(Uri endpoint, params string[] more)
    {
        // .NET resolves these segments, and the request would be one for something else.
        if (segments.FirstOrDefault(segment => segment is "" or "." or "..") is string dots)
        {
            throw AddressErrors.RefInvalid(dots);
        }

        string path = "/api/v1/" + string.Join("/", segments.Select(Uri.EscapeDataString));
        string query = string.Join("&", _query.Concat(more));
        return new Uri(endpoint, query.Length == 0 ? path : path + "?" + query);
    }
}
