using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>A place in the block storage that a URL was signed for.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Ref">The branch or ref that the URL was asked for.</param>
/// <param name="Key">The key.</param>
internal sealed record BlockPlace(string Repository, string Ref, string Key)
{
    /// <summary>What is there; null until something was put there.</summary>
    public StoredContent? Content { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset LastModified { get; set; }
}

/// <summary>A multipart upload to the block storage.</summary>
/// <param name="Path">The path of its place.</param>
internal sealed record BlockUpload(string Path)
{
    /// <summary>The parts by number.</summary>
    public ConcurrentDictionary<int, StoredContent> Parts { get; } = new();
}

/// <summary>The block storage as clients see it that read and write it directly, by URLs that the gateway signs.</summary>
/// <param name="urls">Signs and checks.</param>
internal sealed class BlockStore(BlockUrls urls)
{
    private readonly ConcurrentDictionary<string, BlockPlace> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BlockUpload> _uploads = new(StringComparer.Ordinal);

    public BlockUrls Urls => urls;

    public BlockPlace? Find(string path) => _places.GetValueOrDefault(path);

    public BlockUpload? FindUpload(string id) => _uploads.GetValueOrDefault(id);

    /// <summary>Makes the content of an object readable, and returns its path in the store.</summary>
    public string Show(string repository, string reference, ObjectEntry entry)
    {
        string path = $"{repository}/{entry.Content.Address}";
        _places[path] = new BlockPlace(repository, reference, entry.Key)
        {
            Content = entry.Content is AbsentContent ? null : new StoredContent(entry.Content, entry.ETag),
            LastModified = entry.LastModified,
        };
        return path;
    }

    /// <summary>Makes a place to put an object's content to, and returns its path in the store.</summary>
    public string Reserve(string repository, string branch, string key)
    {
        string path = $"{repository}/{ContentAddress.Create()}";
        _places[path] = new BlockPlace(repository, branch, key);
        return path;
    }

    /// <summary>Begins a multipart upload to a place, and returns its id.</summary>
    public string Begin(string path)
    {
        string id = Guid.NewGuid().ToString("N");
        _uploads[id] = new BlockUpload(path);
        return id;
    }

    /// <summary>Removes an upload; the caller completes or aborts it.</summary>
    public BlockUpload? TakeUpload(string id) => _uploads.TryRemove(id, out BlockUpload? upload) ? upload : null;

    /// <summary>Whether the parts that a request lists are those that were put.</summary>
    public static bool Matches(BlockUpload upload, IReadOnlyList<(int Number, string ETag)> listed) =>
        listed.Count > 0 && listed.All(part => upload.Parts.TryGetValue(part.Number, out StoredContent stored) && stored.Md5 == part.ETag.Trim('"'));
}
