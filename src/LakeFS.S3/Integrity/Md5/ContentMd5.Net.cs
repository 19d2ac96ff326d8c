using System;
using System.Buffers.Binary;
using System.Threading.Tasks;

namespace LakeFS.S3.Integrity.Md5;

/// <summary>
/// The MD5 of content that arrives in chunks. If the processor supports it, up to sixteen contents in transfer are hashed
/// together, which takes little longer than one.
/// </summary>
internal sealed class ContentMd5 : IDisposable
{
    private readonly MultiBufferMd5 _pool;
    private readonly uint[] _state = Md5Core.NewState();
    private readonly byte[] _rest = new byte[2 * Md5Core.BlockSize];
    private int _restCount;
    private long _length;
    private bool _isBegun;

    /// <summary>Creates a hash.</summary>
    /// <param name="pool">The pool that computes it.</param>
    public ContentMd5(MultiBufferMd5 pool)
    {
        _pool = pool;
        _pool.Prepare();
    }

    /// <summary>Appends bytes, which must not change until the task completes.</summary>
    public async Task AppendAsync(byte[] buffer, int offset, int count)
    {
        if (!_isBegun)
        {
            // Not earlier: others would wait for content that has not been requested yet.
            _isBegun = true;
            _pool.Expect(1);
        }

        _length += count;
        int taken = 0;
        if (_restCount > 0)
        {
            taken = Math.Min(count, Md5Core.BlockSize - _restCount);
            Keep(buffer, offset, taken);
            if (_restCount < Md5Core.BlockSize)
            {
                return;
            }

            Md5Core.Update([_state], [_rest], 1);
            _restCount = 0;
        }

        int whole = (count - taken) / Md5Core.BlockSize * Md5Core.BlockSize;
        if (whole > 0)
        {
            await _pool.AddAsync(_state, new ArraySegment<byte>(buffer, offset + taken, whole)).ConfigureAwait(false);
        }

        Keep(buffer, offset + taken + whole, count - taken - whole);
    }

    /// <summary>Returns the hash and ends the computation.</summary>
    public byte[] Finish()
    {
        // RFC 1321: the last block is padded with a one bit, zero bits, and the length in bits.
        int blocks = _restCount < Md5Core.BlockSize - sizeof(long) ? 1 : 2;
        _rest.AsSpan(_restCount).Clear();
        _rest[_restCount] = 0x80;
        BinaryPrimitives.WriteInt64LittleEndian(_rest.AsSpan((blocks * Md5Core.BlockSize) - sizeof(long)), _length * 8);
        Md5Core.Update([_state], [_rest], blocks);
        byte[] hash = new byte[16];
        for (int word = 0; word < _state.Length; word++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(word * sizeof(uint)), _state[word]);
        }

        return hash;
    }

    /// <summary>Says that no bytes follow for some time, so that no other content waits for them.</summary>
    public void Pause()
    {
        if (_isBegun)
        {
            _isBegun = false;
            _pool.Expect(-1);
        }
    }

    public void Dispose() => Pause();

    private void Keep(byte[] buffer, int offset, int count)
    {
        Buffer.BlockCopy(buffer, offset, _rest, _restCount, count);
        _restCount += count;
    }
}
