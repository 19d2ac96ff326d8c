using System;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Takes from an answer what later steps need.</summary>
internal static class CaptureReader
{
    /// <summary>The value, or null if the answer does not have it.</summary>
    public static string? Read(Capture capture, RawHttpResponse response)
    {
        const string HeaderPrefix = "header:";
        string? source = capture.From == "body" ? response.Text
            : capture.From.StartsWith(HeaderPrefix, StringComparison.Ordinal) ? response.Header(capture.From[HeaderPrefix.Length..])
            : throw new ReplayException($"nothing can be captured from {capture.From}");
        if (source is null)
        {
            return null;
        }

        if (capture.Xpath is not null)
        {
            return XmlBody.Find(source, capture.Xpath);
        }

        if (capture.Json is not null)
        {
            return JsonBody.TryParse(source) is { } json && JsonBody.Find(json, capture.Json) is { } value && value.ValueKind != JsonValueKind.Null
                ? value.ToString()
                : null;
        }

        if (capture.Regex is not null)
        {
            return Regex.Match(source, capture.Regex) is { Success: true } match ? match.Groups[1].Value : null;
        }

        return source;
    }
}
