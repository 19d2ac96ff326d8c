using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>The JSON of a request. What does not fit the API's description is refused as lakeFS does it.</summary>
internal sealed class JsonRequest
{
    private readonly string _schema;

    private JsonRequest(string schema, JsonElement root)
    {
        _schema = schema;
        Root = root;
    }

    public JsonElement Root { get; }

    public static JsonRequest Empty(string schema) => new(schema, default);

    public static RestFailureException Invalid(string problem) => new(400, $"request body has an error: {problem}");

    public static JsonRequest Parse(string schema, ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return new JsonRequest(schema, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            throw Invalid("failed to decode request body: unexpected EOF");
        }
    }

    /// <summary>A value that does not fit.</summary>
    public RestFailureException Mismatch(string member) =>
        Invalid($"doesn't match schema #/components/schemas/{_schema}: Error at \"/{member}\"");

    public string RequireString(string member) => OptionalString(member) ?? throw Mismatch(member);

    public string? OptionalString(string member) => Find(member) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw Mismatch(member),
    };

    public bool IsTrue(string member) => Find(member) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw Mismatch(member),
    };

    public long? OptionalNumber(string member) => Find(member) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out long number) => number,
        _ => throw Mismatch(member),
    };

    /// <summary>An object whose values are strings; empty if it is missing.</summary>
    public ImmutableSortedDictionary<string, string> StringMap(string member)
    {
        if (Find(member) is not { } value)
        {
            return ObjectEntry.NoMetadata;
        }

        if (value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().Any(item => item.Value.ValueKind != JsonValueKind.String))
        {
            throw Mismatch(member);
        }

        return ObjectEntry.NoMetadata.SetItems(
            value.EnumerateObject().Select(item => KeyValuePair.Create(item.Name, item.Value.GetString()!)));
    }

    /// <summary>An array of strings.</summary>
    public IReadOnlyList<string> RequireStrings(string member)
    {
        if (Find(member) is not { ValueKind: JsonValueKind.Array } value
            || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw Mismatch(member);
        }

        return [.. value.EnumerateArray().Select(item => item.GetString()!)];
    }

    /// <summary>A member that is an object of its own; one without members where it is missing.</summary>
    public JsonRequest Child(string member) => Find(member) switch
    {
        null => Empty(_schema),
        { ValueKind: JsonValueKind.Object } value => new JsonRequest(_schema, value),
        _ => throw Mismatch(member),
    };

    private JsonElement? Find(string member) => Root.ValueKind switch
    {
        JsonValueKind.Undefined => null,
        JsonValueKind.Object => Root.TryGetProperty(member, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null ? value : null,
        _ => throw Mismatch(string.Empty),
    };
}
