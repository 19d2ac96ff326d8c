using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>A page of items.</summary>
/// <param name="Items">The items.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="NextOffset">The offset of the last item where there are more, else empty.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, bool HasMore, string NextOffset)
{
    /// <summary>Writes the page as <c>results</c> and <c>pagination</c>.</summary>
    public void Write(Utf8JsonWriter json, Action<Utf8JsonWriter, T> writeItem)
    {
        json.WriteStartObject();
        json.WriteStartObject("pagination");
        json.WriteBoolean("has_more", HasMore);
        json.WriteNumber("max_per_page", RestExchange.MaxPageSize);
        json.WriteString("next_offset", NextOffset);
        json.WriteNumber("results", Items.Count);
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (T item in Items)
        {
            writeItem(json, item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>Makes pages.</summary>
internal static class Page
{
    /// <summary>Takes one page from the beginning of a sequence.</summary>
    public static Page<T> Take<T>(IEnumerable<T> items, int size, Func<T, string> offsetOf)
    {
        List<T> taken = [.. items.Take(size + 1)];
        bool hasMore = taken.Count > size;
        if (hasMore)
        {
            taken.RemoveAt(size);
        }

        return new Page<T>(taken, hasMore, hasMore ? offsetOf(taken[^1]) : string.Empty);
    }

    /// <summary>The page of named items that the request's prefix, after and amount ask for.</summary>
    public static Page<KeyValuePair<string, T>> OfNamed<T>(
        RestExchange exchange, IEnumerable<KeyValuePair<string, T>> items)
    {
        string prefix = exchange.Query["prefix"] ?? string.Empty;
        string after = exchange.Query["after"] ?? string.Empty;
        return Take(
            items.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal)
                && ObjectKeyComparer.Instance.Compare(item.Key, after) > 0),
            exchange.PageSize(),
            item => item.Key);
    }
}
