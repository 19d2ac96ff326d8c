using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Ranges;

/// <summary>
/// The objects of a commit as lakeFS stores them: a table of ranges, its meta-range, and tables of the objects of a range. Here
/// there is one range, whatever its size.
/// </summary>
internal static class RangeTables
{
    /// <summary>The id of the range that a meta-range names.</summary>
    public static string RangeIdOf(string metaRangeId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("range of " + metaRangeId)));

    /// <summary>The meta-range of a commit.</summary>
    public static byte[] WriteMetaRange(Commit commit)
    {
        Snapshot objects = commit.Snapshot;
        if (objects.Count == 0)
        {
            return SortedTable.Write([]);
        }

        byte[] first = Encoding.UTF8.GetBytes(objects[0].Key);
        byte[] last = Encoding.UTF8.GetBytes(objects[objects.Count - 1].Key);
        byte[] range = new ProtocolBuffer()
            .Bytes(1, first)
            .Bytes(2, last)
            .Number(3, WriteRange(commit).Length)
            .Number(4, objects.Count)
            .ToArray();
        return SortedTable.Write([(last, ValueOf(Encoding.UTF8.GetBytes(RangeIdOf(commit.MetaRangeId)), range))]);
    }

    /// <summary>The objects of a commit.</summary>
    public static byte[] WriteRange(Commit commit) => SortedTable.Write(
        commit.Snapshot.Entries.Select(entry => (Encoding.UTF8.GetBytes(entry.Key), ValueOf(IdentityOf(entry), Describe(entry)))));

    private static byte[] Describe(ObjectEntry entry)
    {
        const int relative = 1;
        const int full = 2;
        ProtocolBuffer time = new ProtocolBuffer()
            .Number(1, entry.LastModified.ToUnixTimeSeconds())
            .Number(2, entry.LastModified.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        ProtocolBuffer message = new ProtocolBuffer()
            .Text(1, entry.PhysicalAddress ?? entry.Content.Address)
            .Bytes(2, time.ToArray())
            .Number(3, entry.Size)
            .Text(4, entry.ETag);
        foreach ((string name, string value) in entry.Metadata)
        {
            message.Bytes(5, new ProtocolBuffer().Text(1, name).Text(2, value).ToArray());
        }

        return message.Number(6, entry.PhysicalAddress is null ? relative : full).Text(7, entry.ContentType).ToArray();
    }

    /// <summary>What is the same for objects that a commit takes for the same.</summary>
    private static byte[] IdentityOf(ObjectEntry entry)
    {
        IEnumerable<string> parts = entry.Metadata.SelectMany(item => (string[])[item.Key, item.Value]).Prepend(entry.ContentType).Prepend(entry.ETag);
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
    }

    private static byte[] ValueOf(byte[] identity, byte[] data)
    {
        ArrayBufferWriter<byte> value = new();
        foreach (byte[] part in (byte[][])[identity, data])
        {
            Varint.WriteSignedLength(value, part.Length);
            value.Write(part);
        }

        return value.WrittenSpan.ToArray();
    }
}
