using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>One object at one key: its content and what is known about it. Never changes.</summary>
internal sealed class ObjectEntry
{
    /// <summary>The content type of an object that was written without one.</summary>
    public const string DefaultContentType = "application/octet-stream";

    /// <summary>What metadata names begin with that came by S3, where REST shows them (rest-objects #65).</summary>
    public const string S3MetadataPrefix = "X-Amz-Meta-";

    public static readonly ImmutableSortedDictionary<string, string> NoMetadata =
        ImmutableSortedDictionary.Create<string, string>(ObjectKeyComparer.Instance);

    public required string Key { get; init; }

    public required ObjectContent Content { get; init; }

    /// <summary>32 hex digits without quotes, and without the part count after a multipart upload.</summary>
    public required string ETag { get; init; }

    public string ContentType { get; init; } = DefaultContentType;

    /// <summary>By full name: S3's with <see cref="S3MetadataPrefix"/> and in lower case after it.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = NoMetadata;

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Where the content was put before it was linked, as a physical address; null if it came by way of the gateway.</summary>
    public string? PhysicalAddress { get; init; }

    public long Size => Content.Length;

    /// <summary>
    /// Whether a commit sees no difference: the time of writing does not count (rest-commits #15), the content type does with
    /// lakeFS 1.84.
    /// </summary>
    public bool IsSameAs(ObjectEntry other) =>
        ReferenceEquals(this, other)
        || (Size == other.Size
            && string.Equals(ETag, other.ETag, StringComparison.Ordinal)
            && string.Equals(ContentType, other.ContentType, StringComparison.Ordinal)
            && Metadata.SequenceEqual(other.Metadata));

    /// <summary>The same object at another key, written at another time.</summary>
    public ObjectEntry CopyTo(
        string key, DateTimeOffset time, ImmutableSortedDictionary<string, string>? replaceMetadata = null) => new()
        {
            Key = key,
            Content = Content,
            ETag = ETag,
            ContentType = ContentType,
            PhysicalAddress = PhysicalAddress,
            Metadata = replaceMetadata ?? Metadata,
            LastModified = time,
        };

    /// <summary>An entry that stands for its key only, to search with.</summary>
    public static ObjectEntry Probe(string key) => new()
    {
        Key = key,
        Content = MemoryContent.Empty,
        ETag = string.Empty,
        LastModified = default,
    };

    /// <summary>Compares entries by key.</summary>
    public sealed class ByKey : IComparer<ObjectEntry>
    {
        public static readonly ByKey Instance = new();

        public int Compare(ObjectEntry? x, ObjectEntry? y) => ObjectKeyComparer.Instance.Compare(x?.Key, y?.Key);
    }
}
