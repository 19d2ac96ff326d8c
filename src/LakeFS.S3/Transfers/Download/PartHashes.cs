using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Transfers.Download;

/// <summary>The MD5s of an object's parts in one part layout, of which any may be ready first. Thread-safe.</summary>
internal sealed class PartHashes : IDisposable
{
    private readonly long[] _starts;
    private readonly byte[]?[] _hashes;
    private readonly Dictionary<int, UnfinishedPart> _unfinished = [];
    private readonly Func<ContentMd5> _newMd5;

    /// <summary>Prepares the hashes.</summary>
    /// <param name="layout">The part layout.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="newMd5">Starts the MD5 of a part.</param>
    public PartHashes(PartLayout layout, long size, Func<ContentMd5> newMd5)
    {
        Layout = layout;
        _newMd5 = newMd5;
        _hashes = new byte[layout.CountFor(size)][];
        _starts = new long[_hashes.Length + 1];
        for (int part = 1; part < _hashes.Length; part++)
        {
            _starts[part] = _starts[part - 1] + layout.SizeOf(part);
        }

        _starts[_hashes.Length] = size;
    }

    /// <summary>The part layout.</summary>
    public PartLayout Layout { get; }

    /// <summary>Follows content that arrives from a position on. The part that began before it is left to others.</summary>
    public PartCursor CursorAt(long position)
    {
        int found = Array.BinarySearch(_starts, position);
        return new PartCursor(this, found < 0 ? ~found : found, position);
    }

    /// <summary>The parts that no cursor has read to the end.</summary>
    public IEnumerable<UnfinishedPart> TakeUnfinished()
    {
        lock (_unfinished)
        {
            List<UnfinishedPart> parts =
            [
                .. Enumerable.Range(0, _hashes.Length).Where(part => _hashes[part] is null)
                    .Select(part => _unfinished.TryGetValue(part, out UnfinishedPart? begun) ? begun : new UnfinishedPart(this, part, _starts[part], _newMd5())),
            ];
            _unfinished.Clear();
            return parts;
        }
    }

    /// <summary>The ETag of the object, once every part is finished.</summary>
    public LayoutDigest Digest() => new(Layout, Hex.Of(Hashes.Md5OfParts(_hashes!)));

    public void Dispose()
    {
        foreach (UnfinishedPart part in _unfinished.Values)
        {
            part.Dispose();
        }
    }

    internal long StartOf(int part) => _starts[part];

    internal long EndOf(int part) => _starts[part + 1];

    internal bool Has(int part) => part < _hashes.Length;

    internal ContentMd5 NewMd5() => _newMd5();

    internal void Finish(int part, ContentMd5 md5) => _hashes[part] = md5.Finish();

    internal void Keep(UnfinishedPart part)
    {
        lock (_unfinished)
        {
            _unfinished.Add(part.Number, part);
        }
    }
}
