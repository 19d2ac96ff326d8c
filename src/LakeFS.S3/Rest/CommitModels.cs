using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Rest;

/// <summary>A commit in the REST API.</summary>
internal sealed class CommitModel
{
    [JsonRequired]
    public string Id { get; set => field = Stated.Text(value); } = string.Empty;

    public string Message { get; set => field = value ?? string.Empty; } = string.Empty;

    public string Committer { get; set => field = value ?? string.Empty; } = string.Empty;

    /// <summary>In seconds since 1970.</summary>
    public long CreationDate { get; set => field = Stated.Time(value); }

    public string MetaRangeId { get; set; } = string.Empty;

    public long Generation { get; set; }

    public string[] Parents { get; set => field = Stated.List(value); } = [];

    public Dictionary<string, string>? Metadata { get; set; }

    public LakeCommit ToCommit(string repository) => new(repository, Id)
    {
        Message = Message,
        Committer = Committer,
        CreationDate = Utc.FromUnix(CreationDate),
        Parents = new TextList(Parents),
        Generation = Generation,
        MetaRangeId = MetaRangeId,
        Metadata = TableOf(Metadata),
    };

    private static TextTable TableOf(Dictionary<string, string>? metadata)
    {
        TextTable table = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> pair in metadata ?? [])
        {
            table[pair.Key] = pair.Value;
        }

        return table;
    }
}

/// <summary>The body of a commit request; also part of an import request.</summary>
internal sealed class CommitCreationModel
{
    public string Message { get; set; } = string.Empty;

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    public bool AllowEmpty { get; set; }
}
