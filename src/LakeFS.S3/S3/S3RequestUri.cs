using System;
using System.Text;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>The URL of one object, or of what holds objects, in the parts that a signature is made of.</summary>
internal sealed class S3RequestUri
{
    private readonly string _scheme;

    /// <summary>Makes the URL of an object.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="virtualHost">Whether the repository stands in the host's name.</param>
    /// <param name="address">The object.</param>
    /// <param name="query">The query, escaped and in the order of its names; empty for none.</param>
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

    /// <summary>Makes the URL of what holds objects.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="virtualHost">Whether the repository stands in the host's name.</param>
    /// <param name="bucket">The repository or bucket.</param>
    /// <param name="query">The query, escaped and in the order of its names.</param>
    public static S3RequestUri OfBucket(Uri endpoint, bool virtualHost, string bucket, string query) => new(endpoint, virtualHost, bucket, "/", query);

    /// <summary>Makes the URL of the server as a whole.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="query">The query, escaped and in the order of its names.</param>
    public static S3RequestUri OfService(Uri endpoint, string query) => new(endpoint, query);

    /// <summary>The Host header.</summary>
    public string Host { get; }

    /// <summary>The path, escaped once.</summary>
    public string Path { get; }

    /// <summary>The query without its question mark.</summary>
    public string Query { get; }

    /// <summary>The whole URL.</summary>
    /// <remarks>lakeFS takes keys as they are.</remarks>
    public Uri ToUri() => ExactUri.Create(ToString());

    /// <summary>The whole URL as text, with nothing changed in the path.</summary>
    public override string ToString() => ToString(Query);

    /// <summary>The URL with another query.</summary>
    public string ToString(string query) => $"{_scheme}://{Host}{Path}{(query.Length == 0 ? string.Empty : "?" + query)}";

    private static string AuthorityOf(Uri endpoint) => endpoint.IsDefaultPort ? endpoint.Host : $"{endpoint.Host}:{endpoint.Port}";

    /// <summary>Escapes everything but what RFC 3986 calls unreserved, as signatures demand it.</summary>
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
