using System;
using System.Buffers.Binary;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// A reflected CRC of up to 64 bits that takes eight bytes a step from eight tables. Written by hand: the framework has
/// none of these CRCs without an additional package.
/// </summary>
/// <param name="parameters">Which CRC; one of <see cref="Crc32"/>, <see cref="Crc64Nvme"/>.</param>
internal sealed class TableCrc(TableCrc.Parameters parameters) : Checksum
{
    /// <summary>CRC-32 as in gzip and PNG.</summary>
    public static readonly Parameters Crc32 = new(0xEDB8_8320, sizeof(uint));

    /// <summary>CRC-64/NVME.</summary>
    public static readonly Parameters Crc64Nvme = new(0x9A6C_9329_AC4B_C9B5, sizeof(ulong));

    private ulong _register = parameters.Mask;

    public override void Append(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<ulong> tables = parameters.Tables;
        ulong register = _register;
        while (data.Length >= sizeof(ulong))
        {
            register ^= BinaryPrimitives.ReadUInt64LittleEndian(data);
            register = tables[(7 * 256) + (byte)register]
                ^ tables[(6 * 256) + (byte)(register >> 8)]
                ^ tables[(5 * 256) + (byte)(register >> 16)]
                ^ tables[(4 * 256) + (byte)(register >> 24)]
                ^ tables[(3 * 256) + (byte)(register >> 32)]
                ^ tables[(2 * 256) + (byte)(register >> 40)]
                ^ tables[256 + (byte)(register >> 48)]
                ^ tables[(byte)(register >> 56)];
            data = data[sizeof(ulong)..];
        }

        foreach (byte value in data)
        {
            register = tables[(byte)(register ^ value)] ^ (register >> 8);
        }

        _register = register;
    }

    public override int Finish(Span<byte> destination)
    {
        ulong value = _register ^ parameters.Mask;
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        bytes[^parameters.Size..].CopyTo(destination);
        return parameters.Size;
    }

    /// <summary>What makes one CRC differ from another. The register starts with all bits set and is inverted at the end.</summary>
    internal sealed class Parameters
    {
        public Parameters(ulong reflectedPolynomial, int size)
        {
            Size = size;
            Mask = ulong.MaxValue >> (64 - (8 * size));
            for (int value = 0; value < 256; value++)
            {
                ulong register = (ulong)value;
                for (int bit = 0; bit < 8; bit++)
                {
                    register = (register & 1) != 0 ? (register >> 1) ^ reflectedPolynomial : register >> 1;
                }

                Tables[value] = register;
            }

            // Table k holds what a byte has become after k zero bytes have followed it.
            for (int index = 256; index < Tables.Length; index++)
            {
                ulong shorter = Tables[index - 256];
                Tables[index] = Tables[(byte)shorter] ^ (shorter >> 8);
            }
        }

        /// <summary>The size of the CRC in bytes.</summary>
        public int Size { get; }

        /// <summary>All bits of the CRC.</summary>
        public ulong Mask { get; }

        /// <summary>Eight tables of 256 entries, one after the other.</summary>
        public ulong[] Tables { get; } = new ulong[8 * 256];
    }
}
