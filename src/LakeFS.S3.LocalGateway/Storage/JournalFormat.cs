using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>How objects, settings and pull requests look in the journal.</summary>
internal static class JournalFormat
{
    public static void WriteEntry(Utf8JsonWriter json, ObjectEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("key", entry.Key);
        json.WriteString("etag", entry.ETag);
        json.WriteString("type", entry.ContentType);
        json.WriteNumber("modified", entry.LastModified.ToUnixTimeMilliseconds());
        WriteMap(json, "metadata", entry.Metadata);
        json.WritePropertyName("content");
        WriteContent(json, entry.Content);
        json.WriteEndObject();
    }

    public static ObjectEntry ReadEntry(JsonElement json, FileContentStore contents) => new()
    {
        Key = json.GetProperty("key").GetString()!,
        ETag = json.GetProperty("etag").GetString()!,
        ContentType = json.GetProperty("type").GetString()!,
        LastModified = ReadTime(json, "modified"),
        Metadata = ReadMap(json, "metadata"),
        Content = ReadContent(json.GetProperty("content"), contents),
    };

    /// <summary>Writes what differs between two snapshots, times of writing included.</summary>
    public static void WriteChanges(Utf8JsonWriter json, Snapshot from, Snapshot to)
    {
        json.WriteStartArray("changes");
        foreach (SnapshotChange change in SnapshotDiff.Compare(from, to, isExact: true))
        {
            if (change.Right is { } entry)
            {
                WriteEntry(json, entry);
            }
            else
            {
                json.WriteStringValue(change.Key);
            }
        }

        json.WriteEndArray();
    }

    public static Snapshot ReadChanges(JsonElement json, Snapshot from, FileContentStore contents)
    {
        List<KeyValuePair<string, ObjectEntry?>> changes = [];
        foreach (JsonElement change in json.GetProperty("changes").EnumerateArray())
        {
            if (change.ValueKind == JsonValueKind.String)
            {
                changes.Add(new(change.GetString()!, null));
            }
            else
            {
                ObjectEntry entry = ReadEntry(change, contents);
                changes.Add(new(entry.Key, entry));
            }
        }

        return changes.Count == 0 ? from : from.With(changes);
    }

    public static void WriteSettings(Utf8JsonWriter json, SettingsState settings)
    {
        WriteMap(json, "metadata", settings.Metadata);
        json.WriteStartArray("protected");
        foreach (string pattern in settings.Protection.Patterns)
        {
            json.WriteStringValue(pattern);
        }

        json.WriteEndArray();
        if (settings.Retention is { } retention)
        {
            json.WriteNumber("retention", retention.DefaultDays);
            json.WriteStartArray("retentionOf");
            foreach ((string branch, int days) in retention.Branches)
            {
                json.WriteStringValue(branch);
                json.WriteNumberValue(days);
            }

            json.WriteEndArray();
        }
    }

    public static SettingsState ReadSettings(JsonElement json) => new(
        new BranchProtection([.. json.GetProperty("protected").EnumerateArray().Select(pattern => pattern.GetString()!)]),
        ReadMap(json, "metadata"),
        json.TryGetProperty("retention", out JsonElement days)
            ? new RetentionRules(
                days.GetInt32(),
                [
                    .. json.GetProperty("retentionOf").EnumerateArray().Chunk(2)
                        .Select(pair => KeyValuePair.Create(pair[0].GetString()!, pair[1].GetInt32())),
                ])
            : null);

    public static void WritePullRequest(Utf8JsonWriter json, PullRequest pull)
    {
        json.WriteString("id", pull.Id);
        json.WriteString("title", pull.Title);
        json.WriteString("description", pull.Description);
        json.WriteString("author", pull.Author);
        json.WriteString("source", pull.Source);
        json.WriteString("destination", pull.Destination);
        json.WriteNumber("created", pull.CreationDate.UtcTicks);
        json.WriteString("status", pull.Status);
        if (pull.ClosedDate is { } closed)
        {
            json.WriteNumber("closed", closed.UtcTicks);
        }

        json.WriteString("merged", pull.MergedCommitId);
    }

    public static PullRequest ReadPullRequest(JsonElement json) => new()
    {
        Id = json.GetProperty("id").GetString()!,
        Title = json.GetProperty("title").GetString()!,
        Description = json.GetProperty("description").GetString()!,
        Author = json.GetProperty("author").GetString()!,
        Source = json.GetProperty("source").GetString()!,
        Destination = json.GetProperty("destination").GetString()!,
        CreationDate = new DateTimeOffset(json.GetProperty("created").GetInt64(), TimeSpan.Zero),
        Status = json.GetProperty("status").GetString()!,
        ClosedDate = json.TryGetProperty("closed", out JsonElement closed) ? new DateTimeOffset(closed.GetInt64(), TimeSpan.Zero) : null,
        MergedCommitId = json.GetProperty("merged").GetString(),
    };

    public static void WriteMap(
        Utf8JsonWriter json, string member, IEnumerable<KeyValuePair<string, string>> items)
    {
        json.WriteStartObject(member);
        foreach ((string name, string value) in items)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    public static ImmutableSortedDictionary<string, string> ReadMap(JsonElement json, string member) =>
        ObjectEntry.NoMetadata.SetItems(json.GetProperty(member).EnumerateObject()
            .Select(item => KeyValuePair.Create(item.Name, item.Value.GetString()!)));

    public static DateTimeOffset ReadTime(JsonElement json, string member) =>
        DateTimeOffset.FromUnixTimeMilliseconds(json.GetProperty(member).GetInt64());

    /// <summary>Writes where a content is: a file, files one after the other, or a slice of those, or nowhere.</summary>
    public static void WriteContent(Utf8JsonWriter json, ObjectContent content)
    {
        switch (content)
        {
            case FileContent file:
                json.WriteStartObject();
                json.WriteString("file", file.Name);
                json.WriteNumber("length", file.Length);
                json.WriteEndObject();
                break;
            case JoinedContent joined:
                json.WriteStartArray();
                foreach (ObjectContent part in joined.Parts)
                {
                    WriteContent(json, part);
                }

                json.WriteEndArray();
                break;
            case SlicedContent slice:
                json.WriteStartObject();
                json.WritePropertyName("whole");
                WriteContent(json, slice.Whole);
                json.WriteNumber("start", slice.Start);
                json.WriteNumber("length", slice.Length);
                json.WriteEndObject();
                break;
            case AbsentContent absent:
                json.WriteStartObject();
                json.WriteString("absent", absent.Address);
                json.WriteNumber("length", absent.Length);
                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException("The content does not outlive the process.");
        }
    }

    public static ObjectContent ReadContent(JsonElement json, FileContentStore contents)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return new JoinedContent([.. json.EnumerateArray().Select(part => ReadContent(part, contents))]);
        }

        long length = json.GetProperty("length").GetInt64();
        if (json.TryGetProperty("whole", out JsonElement whole))
        {
            return new SlicedContent(ReadContent(whole, contents), json.GetProperty("start").GetInt64(), length);
        }

        if (json.TryGetProperty("absent", out JsonElement absent))
        {
            return new AbsentContent(absent.GetString()!, length);
        }

        return json.TryGetProperty("file", out JsonElement file)
            ? contents.Open(file.GetString()!, length)
            : throw new InvalidDataException("A content is nowhere.");
    }
}
