using System;
using System.Text;

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
        string authority = endpoint.IsDefaultPort ? endpoint.Host : $"{endpoint.Host}:{endpoint.Port}";
        Host = virtualHost ? $"{bucket}.{authority}" : authority;
        Path = virtualHost ? path : $"/{bucket}{path}";
        Query = query;
    }

    /// <summary>Makes the URL of what holds objects.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="virtualHost">Whether the repository stands in the host's name.</param>
    /// <param name="bucket">The repository or bucket.</param>
    /// <param name="query">The query, escaped and in the order of its names.</param>
    public static S3RequestUri OfBucket(Uri endpoint, bool virtualHost, string bucket, string query) => new(endpoint, virtualHost, bucket, "/", query);

    /// <summary>The Host header.</summary>
    public string Host { get; }

    /// <summary>The path, escaped once.</summary>
    public string Path { get; }

    /// <summary>The query without its question mark.</summary>
    public string Query { get; }

    /// <summary>The whole URL.</summary>
    public Uri ToUri()
    {
        string url = $"{_scheme}://{Host}{Path}{(Query.Length == 0 ? string.Empty : "?" + Query)}";
#if NET
        // lakeFS takes keys as they are; the path a/../b must not become b on its way.
        return new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
#else
        return new Uri(url);
#endif
    }

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
