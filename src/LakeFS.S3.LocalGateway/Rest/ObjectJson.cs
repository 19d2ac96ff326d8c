using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Objects in JSON.</summary>
internal static class ObjectJson
{
    public static void WriteStringMap(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> items)
    {
        json.WriteStartObject();
        foreach ((string name, string value) in items)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes what is known of an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="repository">Its repository.</param>
    /// <param name="entry">The object.</param>
    /// <param name="withMetadata">Whether its metadata is shown.</param>
    /// <param name="omitEmptyMetadata">Whether the member is left out where there is none, as lists do.</param>
    /// <param name="signed">The URL that stands for the physical address, and its expiry; null for the address.</param>
    public static void WriteStats(
        Utf8JsonWriter json,
        Repository repository,
        ObjectEntry entry,
        bool withMetadata,
        bool omitEmptyMetadata,
        (string Url, DateTimeOffset Expiry)? signed = null)
    {
        ImmutableSortedDictionary<string, string> metadata = withMetadata ? entry.Metadata : ObjectEntry.NoMetadata;
        json.WriteStartObject();
        json.WriteString("checksum", entry.ETag);
        json.WriteString("content_type", entry.ContentType);
        if (metadata.Count > 0 || !omitEmptyMetadata)
        {
            json.WritePropertyName("metadata");
            WriteStringMap(json, metadata);
        }

        json.WriteNumber("mtime", entry.LastModified.ToUnixTimeSeconds());
        json.WriteString("path", entry.Key);
        json.WriteString("path_type", "object");
        json.WriteString(
            "physical_address", signed?.Url ?? entry.PhysicalAddress ?? $"{repository.StorageNamespace.TrimEnd('/')}/{entry.Content.Address}");
        if (signed is { } url)
        {
            json.WriteNumber("physical_address_expiry", url.Expiry.ToUnixTimeSeconds());
        }

        json.WriteNumber("size_bytes", entry.Size);
        json.WriteEndObject();
    }

    /// <summary>Writes what an object is, as the right side of a difference.</summary>
    public static void WriteRight(Utf8JsonWriter json, ObjectEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("checksum", entry.ETag);
        json.WriteString("content_type", entry.ContentType);
        json.WritePropertyName("metadata");
        WriteStringMap(json, entry.Metadata);
        json.WriteNumber("mtime", entry.LastModified.ToUnixTimeSeconds());
        json.WriteEndObject();
    }

    /// <summary>Writes a common prefix, with the members of an object that it has none of.</summary>
    public static void WriteCommonPrefix(Utf8JsonWriter json, string path)
    {
        json.WriteStartObject();
        json.WriteString("checksum", string.Empty);
        json.WriteNumber("mtime", 0);
        json.WriteString("path", path);
        json.WriteString("path_type", "common_prefix");
        json.WriteString("physical_address", string.Empty);
        json.WriteEndObject();
    }
}
