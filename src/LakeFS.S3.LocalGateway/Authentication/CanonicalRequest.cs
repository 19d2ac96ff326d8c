using System;
using System.Buffers;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>The canonical form of a request that Signature Version 4 signs, built as lakeFS builds it.</summary>
internal static class CanonicalRequest
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    /// <summary>Hashes the canonical request.</summary>
    /// <param name="request">The request, for its method and headers. Header values are taken as UTF-8.</param>
    /// <param name="target">The request's target.</param>
    /// <param name="signedHeaders">The names of the signed headers as the signature gives them, joined with <c>;</c>.</param>
    /// <param name="payloadHash">What stands for the payload: a hash or one of the fixed words.</param>
    /// <returns>The SHA-256 in lower-case hex, or null if the request has no canonical form.</returns>
    public static string? Hash(HttpRequest request, SignedTarget target, string signedHeaders, string payloadHash)
    {
        // A path that is not UTF-8 cannot be signed: the server replaces what it cannot read (s3-odd-keys #80).
        if (target.Path is null || !Utf8.IsValid(Encoding.Latin1.GetBytes(target.Path)))
        {
            return null;
        }

        var text = new ArrayBufferWriter<byte>(1024);
        Append(text, request.Method);
        text.Write("\n"u8);
        AppendEscaped(text, target.Path, keepSlash: true);
        text.Write("\n"u8);
        AppendQuery(text, target);
        text.Write("\n"u8);
        AppendHeaders(text, request, signedHeaders);
        text.Write("\n"u8);
        Append(text, signedHeaders);
        text.Write("\n"u8);
        Append(text, payloadHash);
        return Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan));
    }

    private static void AppendQuery(ArrayBufferWriter<byte> text, SignedTarget target)
    {
        bool first = true;
        foreach (KeyValuePair<string, string> parameter in target.Parameters)
        {
            if (parameter.Key == SignatureClaim.SignatureParameter)
            {
                continue;
            }

            if (!first)
            {
                text.Write("&"u8);
            }

            first = false;
            AppendEscaped(text, parameter.Key, keepSlash: false);
            text.Write("="u8);
            AppendEscaped(text, parameter.Value, keepSlash: false);
        }
    }

    private static void AppendHeaders(ArrayBufferWriter<byte> text, HttpRequest request, string signedHeaders)
    {
        string[] names = signedHeaders.Split(';');
        Array.Sort(names, StringComparer.Ordinal);
        foreach (string name in names)
        {
            Append(text, name);
            text.Write(":"u8);
            if (name.Length > 0 && request.Headers.TryGetValue(name, out var values) && values.Count > 0)
            {
                Append(text, CollapseSpaces(values[0] ?? string.Empty));
            }

            text.Write("\n"u8);
        }
    }

    private static string CollapseSpaces(string value)
    {
        string trimmed = value.Trim();
        if (!trimmed.Contains("  ", StringComparison.Ordinal) && !trimmed.Contains('\t', StringComparison.Ordinal))
        {
            return trimmed;
        }

        var collapsed = new StringBuilder(trimmed.Length);
        bool inSpace = false;
        foreach (char c in trimmed)
        {
            bool isSpace = char.IsWhiteSpace(c);
            if (!isSpace || !inSpace)
            {
                collapsed.Append(c);
            }

            inSpace = isSpace;
        }

        return collapsed.ToString();
    }

    private static void Append(ArrayBufferWriter<byte> text, string value) => Encoding.UTF8.GetBytes(value, text);

    private static void AppendEscaped(ArrayBufferWriter<byte> text, string latin1, bool keepSlash)
    {
        Span<byte> escaped = text.GetSpan(latin1.Length * 3);
        int length = 0;
        foreach (char c in latin1)
        {
            byte value = (byte)c;
            if (Unreserved.Contains(value) || (keepSlash && value == (byte)'/'))
            {
                escaped[length++] = value;
            }
            else
            {
                const string Hex = "0123456789ABCDEF";
                escaped[length++] = (byte)'%';
                escaped[length++] = (byte)Hex[value >> 4];
                escaped[length++] = (byte)Hex[value & 0xF];
            }
        }

        text.Advance(length);
    }
}
