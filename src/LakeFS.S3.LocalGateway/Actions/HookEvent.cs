using System;
using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>Something that happens in a repository, or is about to.</summary>
/// <param name="Type">What: <c>pre-commit</c>.</param>
/// <param name="Repository">Where.</param>
/// <param name="SourceRef">The ref that actions are read from.</param>
/// <param name="Actions">What that ref holds.</param>
internal sealed record HookEvent(string Type, Repository Repository, string SourceRef, Snapshot Actions)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The branch; of a merge its destination; empty for tags.</summary>
    public string Branch { get; init; } = string.Empty;

    public string Tag { get; init; } = string.Empty;

    public string CommitId { get; init; } = string.Empty;

    /// <summary>What the new commit says, where there is one.</summary>
    public CommitDescription? Commit { get; init; }

    /// <summary>What is merged, as the request named it.</summary>
    public string MergeSource { get; init; } = string.Empty;

    /// <summary>What a hook is told (rest-hooks #16).</summary>
    public byte[] ToJson(string action, string hookId, DateTimeOffset now)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("event_type", Type);
            json.WriteString("event_time", now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("action_name", action);
            json.WriteString("hook_id", hookId);
            json.WriteString("repository_id", Repository.Id);
            WriteUnlessEmpty(json, "branch_id", Branch);
            WriteUnlessEmpty(json, "source_ref", SourceRef);
            WriteUnlessEmpty(json, "tag_id", Tag);
            WriteUnlessEmpty(json, "commit_id", CommitId);
            WriteUnlessEmpty(json, "commit_message", Commit?.Message);
            WriteUnlessEmpty(json, "committer", Commit?.Committer);
            if (Commit?.Metadata is { Count: > 0 } metadata)
            {
                json.WriteStartObject("commit_metadata");
                foreach ((string name, string value) in metadata)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            WriteUnlessEmpty(json, "merge_source", MergeSource);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
