using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Compares an answer with the recorded one by the rules of the archive's README.</summary>
internal sealed class ResponseComparer(Variables variables)
{
    private const string XmlStart = "<?xml";

    /// <summary>Headers that may be there though they are not recorded.</summary>
    private static readonly HashSet<string> FreeHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Connection", "Transfer-Encoding", "Keep-Alive", "X-Request-Id", "Content-Length",
    };

    /// <summary>What differs; empty: nothing.</summary>
    public IReadOnlyList<string> Compare(RecordedResponse recorded, RawHttpResponse actual)
    {
        List<string> differences = [];
        if (recorded.Status != actual.Status)
        {
            differences.Add(Difference.Describe("status", Number(recorded.Status), Number(actual.Status)));
        }

        differences.AddRange(CompareHeaders(recorded, actual));
        differences.AddRange(CompareBody(recorded, actual));
        return differences;
    }

    private IEnumerable<string> CompareHeaders(RecordedResponse recorded, RawHttpResponse actual)
    {
        foreach ((string name, string value) in recorded.Headers)
        {
            string? actualValue = actual.Header(name);
            if (actualValue is null || !variables.Matches(value, actualValue))
            {
                yield return Difference.Describe("header " + name, value, actualValue);
            }
        }

        foreach (HeaderField header in actual.Headers)
        {
            if (!FreeHeaders.Contains(header.Name) && !recorded.Headers.Keys.Any(header.Is))
            {
                yield return Difference.Describe("header " + header.Name, null, header.Value);
            }
        }
    }

    private IEnumerable<string> CompareBody(RecordedResponse recorded, RawHttpResponse actual)
    {
        if (recorded.BodyDigest is { } digest)
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(actual.Body));
            return digest.Size == actual.Body.Length && digest.Sha256 == hash
                ? []
                : [Difference.Describe("body", $"{digest.Size} bytes, {digest.Sha256}", $"{actual.Body.Length} bytes, {hash}")];
        }

        if (recorded.BodyBase64 is { } base64)
        {
            string content = Convert.ToBase64String(actual.Body);
            return base64 == content ? [] : [Difference.Describe("body", base64, content)];
        }

        if (recorded.BodyJson is { } json)
        {
            return JsonBody.TryParse(actual.Text) is { } value
                ? JsonBody.Compare(json, value, variables)
                : [Difference.Describe("body", json.GetRawText(), actual.Text)];
        }

        return CompareText(recorded.Body ?? "", recorded.BodyOnly, actual.Text).Concat(CompareParts(recorded, actual.Text));
    }

    private IEnumerable<string> CompareText(string recorded, BodyOnly? only, string actual)
    {
        if (recorded.StartsWith(XmlStart, StringComparison.Ordinal) && actual.StartsWith(XmlStart, StringComparison.Ordinal)
            && XmlBody.TryParse(recorded) is { } recordedRoot && XmlBody.TryParse(actual) is { } actualRoot)
        {
            if (only is not null)
            {
                XmlBody.Keep(actualRoot, only);
            }

            return XmlBody.Compare(recordedRoot, actualRoot, variables);
        }

        return variables.Matches(recorded, actual) ? [] : [Difference.Describe("body", recorded, actual)];
    }

    private IEnumerable<string> CompareParts(RecordedResponse recorded, string actual)
    {
        foreach (string part in recorded.BodyContains.Select(variables.Expand))
        {
            if (!actual.Contains(part, StringComparison.Ordinal))
            {
                yield return Difference.Describe("body contains", part, actual);
            }
        }

        foreach ((string part, int count) in recorded.BodyCount)
        {
            int actualCount = actual.Split(variables.Expand(part)).Length - 1;
            if (actualCount != count)
            {
                yield return Difference.Describe($"body count of {part}", Number(count), Number(actualCount));
            }
        }

        if (recorded.BodyPointers.Count == 0)
        {
            yield break;
        }

        if (JsonBody.TryParse(actual) is not { } json)
        {
            yield return Difference.Describe("body", "JSON", actual);
            yield break;
        }

        foreach ((string pointer, JsonElement value) in recorded.BodyPointers)
        {
            IEnumerable<string> differences = JsonBody.Find(json, pointer) is { } found
                ? JsonBody.Compare(value, found, variables, pointer)
                : [Difference.Describe(pointer, value.GetRawText(), null)];
            foreach (string difference in differences)
            {
                yield return difference;
            }
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
