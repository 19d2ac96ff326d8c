using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>A part of a multipart upload.</summary>
internal sealed record UploadedPart(int Number, ObjectContent Content, string ETag, DateTimeOffset LastModified);

/// <summary>
/// A multipart upload that is neither completed nor aborted. It belongs to a repository and knows the key it was
/// made for, but lakeFS does not hold it to that key (s3-multipart-errors #33).
/// </summary>
internal sealed class MultipartUpload(
    string id, string key, string contentType, ImmutableSortedDictionary<string, string> metadata)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, UploadedPart> _parts = [];

    /// <summary>32 hex digits.</summary>
    public string Id => id;

    /// <summary>The key without its ref.</summary>
    public string Key => key;

    public string ContentType => contentType;

    public ImmutableSortedDictionary<string, string> Metadata => metadata;

    /// <summary>The parts by number.</summary>
    public IReadOnlyList<UploadedPart> Parts
    {
        get
        {
            lock (_gate)
            {
                return [.. _parts.Values];
            }
        }
    }

    /// <summary>Adds a part, in place of one of the same number, which is handed back.</summary>
    public UploadedPart? Add(UploadedPart part)
    {
        lock (_gate)
        {
            UploadedPart? replaced = _parts.GetValueOrDefault(part.Number);
            _parts[part.Number] = part;
            return replaced;
        }
    }
}
