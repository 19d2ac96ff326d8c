using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>One commit. Never changes.</summary>
internal sealed class Commit
{
    /// <summary>64 lower-case hex digits.</summary>
    public required string Id { get; init; }

    public required string Committer { get; init; }

    public required string Message { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long CreationDate { get; init; }

    public required ImmutableSortedDictionary<string, string> Metadata { get; init; }

    public required IReadOnlyList<Commit> Parents { get; init; }

    /// <summary>1 for the first commit of a repository, else one more than the highest of what it was made from.</summary>
    public required int Generation { get; init; }

    /// <summary>Hash of the objects; empty for the first commit of a repository.</summary>
    public required string MetaRangeId { get; init; }

    public required Snapshot Snapshot { get; init; }

    /// <summary>The first commit of a repository: no objects, no committer (rest-commits #2).</summary>
    public static Commit CreateFirst(DateTimeOffset time) => new()
    {
        Id = NewId(),
        Committer = string.Empty,
        Message = "Repository created",
        CreationDate = time.ToUnixTimeSeconds(),
        Metadata = ObjectEntry.NoMetadata,
        Parents = [],
        Generation = 1,
        MetaRangeId = string.Empty,
        Snapshot = Snapshot.Empty,
    };

    /// <summary>A new commit id: like lakeFS's, a hash, though not of the same things.</summary>
    public static string NewId() => Convert.ToHexStringLower(SHA256.HashData(Guid.NewGuid().ToByteArray()));

    /// <summary>The same for equal objects, whenever and however they were written.</summary>
    public static string HashOf(Snapshot snapshot)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ObjectEntry entry in snapshot.Entries)
        {
            Append(hash, entry.Key);
            Append(hash, entry.ETag);
            Append(hash, entry.ContentType);
            hash.AppendData(BitConverter.GetBytes(entry.Size));
            foreach ((string name, string value) in entry.Metadata)
            {
                Append(hash, name);
                Append(hash, value);
            }

            hash.AppendData([0xFF]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
