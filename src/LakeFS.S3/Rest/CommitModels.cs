using System;
using System.Collections.Generic;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Rest;

/// <summary>A commit in the REST API.</summary>
internal sealed class CommitModel
{
    public string Id { get; set; } = string.Empty;

    public string Message { get; set; } = string.Empty;

    public string Committer { get; set; } = string.Empty;

    /// <summary>In seconds since 1970.</summary>
    public long CreationDate { get; set; }

    public string MetaRangeId { get; set; } = string.Empty;

    public long Generation { get; set; }

    public string[] Parents { get; set; } = [];

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
