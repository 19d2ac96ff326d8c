using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>JSON of an answer: reading, addressing and comparing.</summary>
internal static class JsonBody
{
    /// <summary>Reads a value, or answers null if the text is not JSON.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value that a JSON pointer (RFC 6901) names; null: none.</summary>
    public static JsonElement? Find(JsonElement root, string pointer)
    {
        JsonElement value = root;
        foreach (string segment in pointer.Split('/').Skip(1))
        {
            string name = segment.Replace("~1", "/", System.StringComparison.Ordinal).Replace("~0", "~", System.StringComparison.Ordinal);
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member))
            {
                value = member;
            }
            else if (value.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index < value.GetArrayLength())
            {
                value = value[index];
            }
            else
            {
                return null;
            }
        }

        return value;
    }

    /// <summary>Compares members in any order, arrays in order and numbers by value; yields where the values differ.</summary>
    public static IEnumerable<string> Compare(JsonElement recorded, JsonElement actual, Variables variables, string path = "")
    {
        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object when actual.ValueKind == JsonValueKind.Object:
                Dictionary<string, JsonElement> members = recorded.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
                Dictionary<string, JsonElement> actualMembers = actual.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
                return members.Keys.Union(actualMembers.Keys).SelectMany(name =>
                    !actualMembers.TryGetValue(name, out JsonElement actualMember) ? [Difference.Describe($"{path}/{name}", members[name].GetRawText(), null)]
                    : !members.TryGetValue(name, out JsonElement member) ? [Difference.Describe($"{path}/{name}", null, actualMember.GetRawText())]
                    : Compare(member, actualMember, variables, $"{path}/{name}"));
            case JsonValueKind.Array when actual.ValueKind == JsonValueKind.Array:
                IEnumerable<string> differences = recorded.EnumerateArray().Zip(actual.EnumerateArray())
                    .SelectMany((pair, index) => Compare(pair.First, pair.Second, variables, $"{path}/{index}"));
                return recorded.GetArrayLength() == actual.GetArrayLength()
                    ? differences
                    // The first difference shows where one is missing, those after it are of no interest.
                    : differences.Take(1).Prepend(Difference.Describe(path, $"{recorded.GetArrayLength()} values", $"{actual.GetArrayLength()} values"));
            default:
                return IsSameValue(recorded, actual, variables) ? [] : [Difference.Describe(path.Length == 0 ? "body" : path, recorded.GetRawText(), actual.GetRawText())];
        }
    }

    private static bool IsSameValue(JsonElement recorded, JsonElement actual, Variables variables) => (recorded.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => variables.Matches(recorded.GetString()!, actual.GetString()!),
        (JsonValueKind.String, JsonValueKind.Number) => recorded.GetString()!.Contains("{{", System.StringComparison.Ordinal)
            && variables.Matches(recorded.GetString()!, actual.GetRawText()),
        (JsonValueKind.Number, JsonValueKind.Number) => recorded.GetDecimal() == actual.GetDecimal(),
        (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null, _) => recorded.ValueKind == actual.ValueKind,
        _ => false,
    };
}
