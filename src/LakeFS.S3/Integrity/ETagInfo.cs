using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Integrity;

/// <summary>
/// What an object's ETag may be a hash of. lakeFS drops the <c>-N</c> of multipart ETags (s3-multipart #15), so 32 hex
/// digits may be the content's MD5 or the MD5 of the MD5s of parts of unknown size.
/// </summary>
internal sealed class ETagInfo
{
    private const long MiB = 1024 * 1024;

    // The part sizes of the tools in use, most used first: AWS CLI and boto3 8 MiB; rclone and the .NET SDK's
    // TransferUtility 5 MiB; this module and MinIO's client 16 MiB; s5cmd 50 MiB; Hadoop's S3A 64 MiB.
    private static readonly PartLayout[] UsualLayouts =
        [PartLayout.Of(8 * MiB), PartLayout.Of(5 * MiB), PartLayout.Of(PartLayout.UsualSize), PartLayout.Of(50 * MiB), PartLayout.Of(64 * MiB)];

    private readonly string _hash;
    private readonly PartLayout? _told;
    private readonly bool _isTold;
    private readonly int? _parts;
    private readonly bool _isHash;
    private readonly bool _isCountTold;
    private IReadOnlyList<PartLayout?>? _candidates;

    /// <summary>Looks at an ETag.</summary>
    /// <param name="etag">The ETag without quotes.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="told">The part layout that the upload recorded; null if it recorded none.</param>
    public ETagInfo(string etag, long size, PartLayout? told)
        : this(etag, size, told, hasMd5: true, isCountTold: false)
    {
    }

    private ETagInfo(string etag, long size, PartLayout? told, bool hasMd5, bool isCountTold)
    {
        int dash = etag.IndexOf('-');
        _hash = dash < 0 ? etag : etag.Substring(0, dash);
        _parts = dash >= 0 && int.TryParse(etag.Substring(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null;
        ETag = etag;
        Size = size;
        _isHash = hasMd5 && (dash < 0 || _parts is not null) && _hash.Length == 32 && _hash.All(Uri.IsHexDigit);
        _isCountTold = isCountTold;
        // A copy within S3 has the metadata of what it was copied from, but is in one piece.
        _isTold = told is not null && (!isCountTold || (told.IsWhole ? _parts is null : told.CountFor(size) == _parts));
        _told = _isTold && !told!.IsWhole ? told : null;
    }

    /// <summary>Looks at the ETag of an object of some store: S3, unlike lakeFS, says of how many parts it was made.</summary>
    /// <param name="etag">The ETag without quotes.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="told">The part layout that the upload recorded; null if it recorded none.</param>
    /// <param name="hasMd5">Whether the server's ETags are made of MD5s.</param>
    /// <param name="isCountTold">Whether an ETag without a number of parts is that of one piece.</param>
    public static ETagInfo Of(string etag, long size, PartLayout? told, bool hasMd5, bool isCountTold) => new(etag, size, told, hasMd5, isCountTold);

    /// <summary>The ETag without quotes.</summary>
    public string ETag { get; }

    /// <summary>The object's size in bytes.</summary>
    public long Size { get; }

    /// <summary>Whether the upload recorded its part layout.</summary>
    public bool IsTold => _isTold;

    /// <summary>
    /// Whether content that has none of the hashes to try is proved to be something else: the upload recorded how it was
    /// split, or it is so short that there is only one part to split it into.
    /// </summary>
    public bool IsConclusive => _isTold || (_isHash && _parts is null && Size <= PartLayout.MinSize);

    /// <summary>The part layouts to try, the likeliest first; null means one piece. Empty if the ETag is not an MD5.</summary>
    public IReadOnlyList<PartLayout?> Candidates => _candidates ??= !_isHash ? [] : _isCountTold && _parts is null ? [null] : [.. Possible(Size, _told, _parts)];

    /// <summary>Whether there is any part layout to try.</summary>
    public bool CanBeChecked => _parts is null ? _isHash : Candidates.Count > 0;

    /// <summary>The part layout to try during the transfer; null means one piece.</summary>
    public PartLayout? Likeliest => _parts is null ? _told : Candidates[0];

    /// <summary>Whether a digest is the ETag.</summary>
    public bool Matches(string digest) => string.Equals(_hash, digest, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the MD5 of the whole content is the ETag of an upload in one part.</summary>
    public bool MatchesAsOnePart(string md5) =>
        Candidates.Any(layout => layout?.CountFor(Size) == 1) && Matches(Hex.Of(Hashes.Md5OfParts([Hex.Parse(md5)])));

    private static IEnumerable<PartLayout?> Possible(long size, PartLayout? told, int? parts)
    {
        if (told is not null)
        {
            yield return told;
        }

        if (parts is null)
        {
            yield return null;
        }

        // Whatever is shorter than its parts has one part, of whatever size.
        bool hasOnePart = false;
        foreach (PartLayout layout in UsualLayouts.Append(PartLayout.For(size)).Append(PartLayout.Growing).Distinct())
        {
            int count = layout.CountFor(size);
            if (!layout.Equals(told) && (parts is null || parts == count) && !(count == 1 && hasOnePart))
            {
                hasOnePart |= count == 1;
                yield return layout;
            }
        }
    }
}
