using System;
using System.Text;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>The URL of an object, a bucket or the server, in the parts that a signature consists of.</summary>
internal sealed class S3RequestUri
{
    private readonly string _scheme;

    /// <summary>Creates the URL of an object.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="virtualHost">Whether the repository is part of the host name.</param>
    /// <param name="address">The object.</param>
    /// <param name="query">The query, escaped and sorted by name; empty for none.</param>
    public S3RequestUri(Uri endpoint, bool virtualHost, ObjectAddress address, string query)
        : this(endpoint, virtualHost, address.Container, "/" + Escape(address.S3Key, keepSlashes: true), query)
    {
    }

    private S3RequestUri(Uri endpoint, bool virtualHost, string bucket, string path, string query)
    {
        _scheme = endpoint.Scheme;
        string authority = AuthorityOf(endpoint);
        Host = virtualHost ? $"{bucket}.{authority}" : authority;
        Path = virtualHost ? path : $"/{bucket}{path}";
        Query = query;
    }

    private S3RequestUri(Uri endpoint, string query)
    {
        _scheme = endpoint.Scheme;
        Host = AuthorityOf(endpoint);
        Path = "/";
        Query = query;
    }

    /// <summary>Creates the URL of a repository or bucket.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="virtualHost">Whether the repository is part of the host name.</param>
    /// <param name="bucket">The repository or bucket.</param>
    /// <param name="query">The query, escaped and sorted by name.</param>
    public static S3RequestUri OfBucket(Uri endpoint, bool virtualHost, string bucket, string query) => new(endpoint, virtualHost, bucket, "/", query);

    /// <summary>Creates the URL of the server as a whole.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="query">The query, escaped and sorted by name.</param>
    public static S3RequestUri OfService(Uri endpoint, string query) => new(endpoint, query);

    /// <summary>The value of the Host header.</summary>
    public string Host { get; }

    /// <summary>The path, escaped once.</summary>
    public string Path { get; }

    /// <summary>The query without the question mark.</summary>
    public string Query { get; }

    /// <summary>The complete URL.</summary>
    /// <remarks>lakeFS uses keys as they are.</remarks>
    public Uri ToUri() => ExactUri.Create(ToString());

    /// <summary>The complete URL as text, with the path unchanged.</summary>
    public override string ToString() => ToString(Query);

    /// <summary>The URL with another query.</summary>
    public string ToString(string query) => $"{_scheme}://{Host}{Path}{(query.Length == 0 ? string.Empty : "?" + query)}";

    private static string AuthorityOf(Uri endpoint) => endpoint.IsDefaultPort ? endpoint.Host : $"{endpoint.Host}:{endpoint.Port}";

    /// <summary>Escapes all but RFC 3986's unreserved characters, as signatures require.</summary>
    public static string Escape(string text, bool keepSlashes)
    {
        StringBuilder escaped = new(text.Length + 16);
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            char c = (char)octet;
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.' or '_' or '~' || (c == '/' && keepSlashes))
            {
                escaped.Append(c);
            }
            else
            {
                escaped.Append('%').Append("0123456789ABCDEF"[octet >> 4]).Append("0123456789ABCDEF"[octet & 15]);
            }
        }

        return escaped.ToString();
    }
}
