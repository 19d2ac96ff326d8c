using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.Ranges;

/// <summary>A block of a table: records in the order of their keys, and where each begins.</summary>
internal sealed class TableBlock
{
    private readonly ArrayBufferWriter<byte> _records = new();
    private readonly List<int> _starts = [];

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _starts.Add(_records.WrittenCount);

        // How many bytes of the key before are the same: readers need not be told.
        Varint.Write(_records, 0);
        Varint.Write(_records, (ulong)key.Length);
        Varint.Write(_records, (ulong)value.Length);
        _records.Write(key);
        _records.Write(value);
    }

    public byte[] ToArray()
    {
        // An empty block has a start, too.
        List<int> starts = _starts.Count == 0 ? [0] : _starts;
        byte[] block = new byte[_records.WrittenCount + (sizeof(int) * (starts.Count + 1))];
        _records.WrittenSpan.CopyTo(block);
        Span<byte> rest = block.AsSpan(_records.WrittenCount);
        foreach (int start in starts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, start);
            rest = rest[sizeof(int)..];
        }

        BinaryPrimitives.WriteInt32LittleEndian(rest, starts.Count);
        return block;
    }
}
