using System;
using System.Collections.Generic;
using System.Text;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// The target of a request in the form that signatures use: path and query parameters with their percent-encoding
/// undone. Both are kept as bytes, one byte a char (Latin-1), so that sorting them sorts bytes.
/// </summary>
internal sealed class SignedTarget
{
    private readonly SortedDictionary<string, string> _parameters = new(StringComparer.Ordinal);

    private SignedTarget(string rawPath, string query)
    {
        RawPath = rawPath;
        Path = Unescape(rawPath, plusIsSpace: false);
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string? name = Unescape(equals < 0 ? pair : pair[..equals], plusIsSpace: true);
            string? value = equals < 0 ? string.Empty : Unescape(pair[(equals + 1)..], plusIsSpace: true);

            // Where a name repeats, the first value counts (auth-header #39). A pair with a malformed escape does not count.
            if (name is not null && value is not null)
            {
                _parameters.TryAdd(name, value);
            }
        }
    }

    /// <summary>The path as it was sent.</summary>
    public string RawPath { get; }

    /// <summary>The decoded path; null if an escape in it is malformed.</summary>
    public string? Path { get; }

    /// <summary>The decoded query parameters, sorted by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    /// <summary>Takes a request target apart.</summary>
    /// <param name="rawTarget">The target as on the wire: <c>/path?query</c> or <c>http://host/path?query</c>.</param>
    /// <returns>The target.</returns>
    public static SignedTarget Parse(string rawTarget)
    {
        string target = rawTarget;
        int scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (!target.StartsWith('/') && scheme > 0)
        {
            int start = target.IndexOfAny(['/', '?'], scheme + 3);
            target = start < 0 ? "/" : target[start..];
        }

        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        string query = question < 0 ? string.Empty : target[(question + 1)..];
        return new SignedTarget(path, query);
    }

    private static string? Unescape(string text, bool plusIsSpace)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
        {
            return text;
        }

        var bytes = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return null;
                }

                c = (char)Convert.FromHexString(text.AsSpan(i + 1, 2))[0];
                i += 2;
            }
            else if (c == '+' && plusIsSpace)
            {
                c = ' ';
            }

            bytes.Append(c);
        }

        return bytes.ToString();
    }
}
