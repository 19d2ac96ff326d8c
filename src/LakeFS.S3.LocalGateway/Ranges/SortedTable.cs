using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using LakeFS.S3.LocalGateway.Authentication;

namespace LakeFS.S3.LocalGateway.Ranges;

/// <summary>
/// A table as LevelDB writes it, which readers of lakeFS's tables know: a block of records, one without any for what else could
/// be said, an index of the first, and where to find the two.
/// </summary>
internal static class SortedTable
{
    private const int FooterSize = 48;
    private const ulong Magic = 0xdb4775248b80fb57;
    private const byte Uncompressed = 0;

    // What LevelDB makes of a checksum, so that one of bytes that hold checksums is no problem.
    private const uint ChecksumDelta = 0xa282ead8;

    // Follows each key: that it is set, by the first of all changes.
    private static readonly byte[] Set = [1, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Writes records, which must be in the order of their keys.</summary>
    public static byte[] Write(IEnumerable<(byte[] Key, byte[] Value)> records)
    {
        TableBlock data = new();
        byte[]? last = null;
        foreach ((byte[] key, byte[] value) in records)
        {
            last = [.. key, .. Set];
            data.Add(last, value);
        }

        ArrayBufferWriter<byte> table = new();
        TableBlock index = new();
        if (last is not null)
        {
            index.Add(last, Append(table, data));
        }

        byte[] handles = [.. Append(table, new TableBlock()), .. Append(table, index)];
        Span<byte> footer = table.GetSpan(FooterSize)[..FooterSize];
        footer.Clear();
        handles.CopyTo(footer);
        BinaryPrimitives.WriteUInt64LittleEndian(footer[^sizeof(ulong)..], Magic);
        table.Advance(FooterSize);
        return table.WrittenSpan.ToArray();
    }

    /// <summary>Appends a block with its checksum.</summary>
    /// <returns>Where it is.</returns>
    private static byte[] Append(ArrayBufferWriter<byte> table, TableBlock block)
    {
        byte[] bytes = block.ToArray();
        ArrayBufferWriter<byte> handle = new();
        Varint.Write(handle, (ulong)table.WrittenCount);
        Varint.Write(handle, (ulong)bytes.Length);
        table.Write(bytes);
        table.Write([Uncompressed]);

        using Crc32C checksum = new();
        checksum.Append(bytes);
        checksum.Append([Uncompressed]);
        Span<byte> finished = stackalloc byte[sizeof(uint)];
        checksum.Finish(finished);
        uint crc = BinaryPrimitives.ReadUInt32BigEndian(finished);
        BinaryPrimitives.WriteUInt32LittleEndian(finished, ((crc >> 15) | (crc << 17)) + ChecksumDelta);
        table.Write(finished);
        return handle.WrittenSpan.ToArray();
    }
}
