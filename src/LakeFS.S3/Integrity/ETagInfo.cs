using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Integrity;

/// <summary>
/// The possible meanings of an object's ETag. lakeFS drops the <c>-N</c> of multipart ETags (s3-multipart #15), so 32 hex
/// digits can be the MD5 of the content, or the MD5 of the MD5s of parts of unknown size.
/// </summary>
internal sealed class ETagInfo
{
    private const long MiB = 1024 * 1024;

    // The part sizes of common tools, most common first: AWS CLI and boto3 8 MiB; this module and MinIO's client 16 MiB;
    // s5cmd 50 MiB; rclone, which can be told by its metadata, and the .NET SDK's TransferUtility 5 MiB; Hadoop's S3A 64 MiB;
    // Spark's and pyarrow's writers 32 MiB.
    private static readonly PartLayout[] CommonLayouts =
    [
        PartLayout.Of(8 * MiB), PartLayout.Of(PartLayout.DefaultSize), PartLayout.Of(50 * MiB), PartLayout.Of(5 * MiB), PartLayout.Of(64 * MiB),
        PartLayout.Of(32 * MiB),
    ];

    // Each layout takes a third of a second of processor time for 1 GiB, so that the less common ones wait until these have failed.
    private const int LayoutsWhileArriving = 3;

    // One piece is hashed on one processor, at some 600 MB/s.
    private const long MaxSizeAsWhole = 64 * MiB;

    private readonly string _hash;
    private readonly PartLayout? _recorded;
    private readonly PartLayout? _ofTool;
    private readonly bool _isRecorded;
    private readonly int? _parts;
    private readonly bool _isHash;
    private readonly bool _hasPartCount;
    private IReadOnlyList<PartLayout?>? _candidates;

    /// <summary>Interprets an ETag.</summary>
    /// <param name="etag">The ETag without quotes.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="recorded">The part layout that the upload recorded; null if it recorded none.</param>
    public ETagInfo(string etag, long size, PartLayout? recorded)
        : this(etag, size, recorded, ofTool: null, hasMd5: true, hasPartCount: false)
    {
    }

    private ETagInfo(string etag, long size, PartLayout? recorded, PartLayout? ofTool, bool hasMd5, bool hasPartCount)
    {
        int dash = etag.IndexOf('-');
        _hash = dash < 0 ? etag : etag.Substring(0, dash);
        _parts = dash >= 0 && int.TryParse(etag.Substring(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null;
        ETag = etag;
        Size = size;
        _isHash = hasMd5 && (dash < 0 || _parts is not null) && _hash.Length == 32 && _hash.All(Uri.IsHexDigit);
        _hasPartCount = hasPartCount;
        // A copy within S3 keeps the source's metadata but has one part.
        _isRecorded = recorded is not null && (!hasPartCount || (recorded.IsWhole ? _parts is null : recorded.CountFor(size) == _parts));
        _recorded = _isRecorded && !recorded!.IsWhole ? recorded : null;
        _ofTool = ofTool;
    }

    /// <summary>Interprets the ETag of an object on any store: unlike lakeFS, S3 includes the number of parts.</summary>
    /// <param name="etag">The ETag without quotes.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="recorded">The part layout that the upload recorded; null if it recorded none.</param>
    /// <param name="hasMd5">Whether the server's ETags are based on MD5.</param>
    /// <param name="hasPartCount">Whether ETags include the number of parts, so that one without it is that of a single
    /// piece.</param>
    /// <param name="ofTool">How the tool that seems to have written the object splits content; null if none is known.</param>
    public static ETagInfo Of(string etag, long size, PartLayout? recorded, bool hasMd5, bool hasPartCount, PartLayout? ofTool = null) =>
        new(etag, size, recorded, ofTool, hasMd5, hasPartCount);

    /// <summary>The ETag without quotes.</summary>
    public string ETag { get; }

    /// <summary>The object's size in bytes.</summary>
    public long Size { get; }

    /// <summary>Whether the upload recorded its part layout.</summary>
    public bool IsLayoutRecorded => _isRecorded;

    /// <summary>
    /// Whether content that has none of the candidates' hashes is certainly wrong: the upload recorded its part layout, or
    /// the object is so small that it can't have more than one part.
    /// </summary>
    public bool IsConclusive => _isRecorded || (_isHash && _parts is null && Size <= PartLayout.MinSize);

    /// <summary>The part layouts to try, most likely first; null means one piece. Empty if the ETag is not an MD5.</summary>
    public IReadOnlyList<PartLayout?> Candidates => _candidates ??= !_isHash ? [] : _hasPartCount && _parts is null ? [null] : [.. Possible(Size, _recorded, _parts)];

    /// <summary>Whether there is any part layout to try.</summary>
    public bool CanBeChecked => _parts is null ? _isHash : Candidates.Count > 0;

    /// <summary>The part layout to try during the transfer; null means one piece.</summary>
    public PartLayout? Likeliest => _parts is null ? _recorded : Candidates[0];

    /// <summary>The part layouts to try during the transfer, so that most content need not be read again.</summary>
    /// <param name="known">How objects that were checked before had been split.</param>
    /// <returns>The layouts; null means one piece. All of them are candidates.</returns>
    public IReadOnlyList<PartLayout?> WhileArriving(KnownLayouts known)
    {
        if (_isRecorded || Candidates.Count == 0)
        {
            return [Likeliest];
        }

        if (known.Find(Size) is PartLayout expected && (expected.IsWhole ? null : expected) is var layout && Candidates.Contains(layout))
        {
            return [layout];
        }

        if (_ofTool is not null && Candidates.Contains(_ofTool))
        {
            return [_ofTool];
        }

        return _parts is not null || Candidates.Count == 1 ? Candidates
            : [.. Candidates.Where(candidate => candidate is null
                ? Size <= MaxSizeAsWhole
                : Array.IndexOf(CommonLayouts, candidate, 0, LayoutsWhileArriving) >= 0 && candidate.CountFor(Size) > 1)];
    }

    /// <summary>The part layout to try during a transfer that can try only one; null means one piece.</summary>
    /// <param name="known">How objects that were checked before had been split.</param>
    public PartLayout? LikeliestAmong(KnownLayouts known) =>
        !_isRecorded && (known.Find(Size) ?? _ofTool) is { IsWhole: false } expected && Candidates.Contains(expected) ? expected : Likeliest;

    /// <summary>Whether a digest matches the ETag.</summary>
    public bool Matches(string digest) => string.Equals(_hash, digest, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the digest that matches the ETag, which may be that of an upload in one part; null if none does.</summary>
    public LayoutDigest? FindMatch(IEnumerable<LayoutDigest> digests) =>
        digests.FirstOrDefault(digest => Matches(digest.Value) || (digest.Layout is null && MatchesAsOnePart(digest.Value)));

    private bool MatchesAsOnePart(string md5) =>
        Candidates.Any(layout => layout?.CountFor(Size) == 1) && Matches(Hex.Of(Hashes.Md5OfParts([Hex.Parse(md5)])));

    private static IEnumerable<PartLayout?> Possible(long size, PartLayout? recorded, int? parts)
    {
        if (recorded is not null)
        {
            yield return recorded;
        }

        if (parts is null)
        {
            yield return null;
        }

        // Content that is shorter than a part has one part, whatever the part size.
        bool hasOnePart = false;
        foreach (PartLayout layout in CommonLayouts.Append(PartLayout.For(size)).Concat(PartLayout.Growing.GrowsWithin(size) ? [PartLayout.Growing] : []).Distinct())
        {
            int count = layout.CountFor(size);
            if (!layout.Equals(recorded) && count <= PartLayout.MaxParts && (parts is null || parts == count) && !(count == 1 && hasOnePart))
            {
                hasOnePart |= count == 1;
                yield return layout;
            }
        }
    }
}
