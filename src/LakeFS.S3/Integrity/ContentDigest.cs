using System;
using System.Security.Cryptography;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Integrity;

/// <summary>Computes the ETag of content that was uploaded in one piece or in parts.</summary>
internal sealed class ContentDigest : IDisposable
{
    private readonly PartLayout? _layout;
    private readonly IncrementalHash _ofParts = Hashes.NewMd5();
    private readonly IncrementalHash _current = Hashes.NewMd5();
    private int _part = 1;
    private long _left;
    private bool _isPartBegun;

    /// <summary>Creates a digest.</summary>
    /// <param name="layout">The object's part layout; null if it was uploaded in one piece.</param>
    public ContentDigest(PartLayout? layout)
    {
        _layout = layout;
        _left = layout?.SizeOf(1) ?? long.MaxValue;
    }

    /// <summary>Appends bytes of the content.</summary>
    public void Append(byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            if (_left == 0)
            {
                _ofParts.AppendData(_current.GetHashAndReset());
                _left = _layout!.SizeOf(++_part);
            }

            int taken = (int)Math.Min(count, _left);
            _current.AppendData(buffer, offset, taken);
            _isPartBegun = true;
            _left -= taken;
            offset += taken;
            count -= taken;
        }
    }

    /// <summary>Returns the ETag and ends the digest.</summary>
    public LayoutDigest Finish()
    {
        byte[] last = _current.GetHashAndReset();
        if (_layout is null)
        {
            return new LayoutDigest(null, Hex.Of(last));
        }

        if (_isPartBegun)
        {
            _ofParts.AppendData(last);
        }

        return new LayoutDigest(_layout, Hex.Of(_ofParts.GetHashAndReset()));
    }

    public void Dispose()
    {
        _ofParts.Dispose();
        _current.Dispose();
    }
}
