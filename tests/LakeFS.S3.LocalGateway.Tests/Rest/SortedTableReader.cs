using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Reads tables in the format of LevelDB, as lakeFS's own reader does.</summary>
internal static class SortedTableReader
{
    private const int FooterSize = 48;
    private const int KeyTrailerSize = 8;

    /// <summary>The records of a table, found by its index. Checksums are compared.</summary>
    public static IReadOnlyList<(byte[] Key, byte[] Value)> Read(byte[] table)
    {
        ReadOnlySpan<byte> footer = table.AsSpan(table.Length - FooterSize);
        Assert.Equal(0xdb4775248b80fb57, BinaryPrimitives.ReadUInt64LittleEndian(footer[^8..]));
        Assert.Empty(ReadBlock(table, ref footer));
        List<(byte[] Key, byte[] Value)> records = [];
        foreach ((byte[] last, byte[] place) in ReadBlock(table, ref footer))
        {
            ReadOnlySpan<byte> handle = place;
            records.AddRange(ReadBlock(table, ref handle));
            Assert.Equal(last, records[^1].Key);
        }

        return [.. records.Select(record => (record.Key[..^KeyTrailerSize], record.Value))];
    }

    /// <summary>The two parts of a value: what identifies it, and its data.</summary>
    public static (byte[] Identity, byte[] Data) Split(ReadOnlySpan<byte> value)
    {
        int length = (int)ReadVarint(ref value) >> 1;
        byte[] identity = value[..length].ToArray();
        value = value[length..];
        length = (int)ReadVarint(ref value) >> 1;
        Assert.Equal(length, value.Length);
        return (identity, value.ToArray());
    }

    /// <summary>The fields of a message of protocol buffers: numbers, or bytes.</summary>
    public static ILookup<int, object> ReadMessage(ReadOnlySpan<byte> message)
    {
        List<(int Field, object Value)> fields = [];
        while (message.Length > 0)
        {
            int tag = (int)ReadVarint(ref message);
            ulong number = ReadVarint(ref message);
            bool isBytes = (tag & 7) == 2;
            fields.Add((tag >> 3, isBytes ? message[..(int)number].ToArray() : (object)(long)number));
            message = message[(isBytes ? (int)number : 0)..];
        }

        return fields.ToLookup(field => field.Field, field => field.Value);
    }

    private static List<(byte[] Key, byte[] Value)> ReadBlock(byte[] table, ref ReadOnlySpan<byte> handle)
    {
        int offset = (int)ReadVarint(ref handle);
        int length = (int)ReadVarint(ref handle);
        ReadOnlySpan<byte> block = table.AsSpan(offset, length);
        uint crc = ~Crc32C(table.AsSpan(offset, length + 1));
        Assert.Equal(((crc >> 15) | (crc << 17)) + 0xa282ead8, BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(offset + length + 1)));
        int starts = BinaryPrimitives.ReadInt32LittleEndian(block[^4..]);
        ReadOnlySpan<byte> records = block[..^(4 * (starts + 1))];
        List<(byte[] Key, byte[] Value)> read = [];
        while (records.Length > 0)
        {
            Assert.Equal(0u, ReadVarint(ref records));
            int keyLength = (int)ReadVarint(ref records);
            int valueLength = (int)ReadVarint(ref records);
            read.Add((records[..keyLength].ToArray(), records.Slice(keyLength, valueLength).ToArray()));
            records = records[(keyLength + valueLength)..];
        }

        return read;
    }

    /// <summary>Bit by bit, unlike the gateway's.</summary>
    private static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint register = uint.MaxValue;
        foreach (byte value in data)
        {
            register ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                register = (register >> 1) ^ ((register & 1) * 0x82f63b78);
            }
        }

        return register;
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        int shift = 0;
        byte next;
        do
        {
            next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            shift += 7;
        }
        while (next >= 0x80);
        return value;
    }
}
