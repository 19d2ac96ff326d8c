using System;
using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>What a request's host and path name: a repository, a ref, a key. Null if they stop before.</summary>
/// <param name="Repository">The repository; null at the root.</param>
/// <param name="Ref">The ref; null if there is none or an empty one.</param>
/// <param name="Key">The key; null if there is none or an empty one.</param>
/// <param name="IsVirtualHost">Whether the repository was named by the host.</param>
/// <param name="HasRest">Whether the path goes on after the repository.</param>
internal sealed record S3Address(string? Repository, string? Ref, string? Key, bool IsVirtualHost, bool HasRest)
{
    /// <summary>Reads a path-style or virtual-host-style address.</summary>
    /// <param name="host">The Host header.</param>
    /// <param name="path">The decoded path with its leading slash.</param>
    /// <param name="domains">The gateway domains.</param>
    public static S3Address Parse(string host, string path, IReadOnlyList<string> domains)
    {
        string? repository = RepositoryOf(host, domains);
        bool isVirtualHost = repository is not null;
        string rest = path.StartsWith('/') ? path[1..] : path;
        if (repository is null)
        {
            (repository, rest) = Split(rest);
            if (repository.Length == 0)
            {
                return new S3Address(null, null, null, isVirtualHost, HasRest: false);
            }
        }

        (string reference, string key) = Split(rest);
        return new S3Address(
            repository,
            reference.Length == 0 ? null : reference,
            reference.Length == 0 || key.Length == 0 ? null : key,
            isVirtualHost,
            rest.Length > 0);
    }

    /// <summary>Whether a host is a gateway domain or below one.</summary>
    public static bool IsGatewayHost(string host, IReadOnlyList<string> domains)
    {
        string name = WithoutPort(host);
        foreach (string domain in domains)
        {
            if (name.Equals(domain, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return RepositoryOf(host, domains) is not null;
    }

    /// <summary>
    /// Splits what is not a request's path: prefixes, tokens and the keys of DeleteObjects. A slash at the beginning is
    /// dropped (s3-list #67), and the key ends at a line feed (s3-line-feed #8, #13).
    /// </summary>
    public static (string Head, string Tail) SplitLoosely(string text)
    {
        (string head, string tail) = Split(text.StartsWith('/') ? text[1..] : text);
        int end = tail.IndexOf('\n', StringComparison.Ordinal);
        return (head, end < 0 ? tail : tail[..end]);
    }

    /// <summary>Splits at the first slash.</summary>
    public static (string Head, string Tail) Split(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (text, string.Empty) : (text[..slash], text[(slash + 1)..]);
    }

    private static string? RepositoryOf(string host, IReadOnlyList<string> domains)
    {
        string name = WithoutPort(host);
        foreach (string domain in domains)
        {
            int length = name.Length - domain.Length - 1;
            if (length > 0 && name[length] == '.' && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
            {
                return name[..length];
            }
        }

        return null;
    }

    private static string WithoutPort(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') ? host : host[..colon];
    }
}
