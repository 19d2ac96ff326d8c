using System;
using System.Buffers.Binary;
using System.Numerics;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>CRC-32C (Castagnoli), with the processor's instruction where it has one.</summary>
internal sealed class Crc32C : Checksum
{
    private uint _register = uint.MaxValue;

    public override void Append(ReadOnlySpan<byte> data)
    {
        uint register = _register;
        while (data.Length >= sizeof(ulong))
        {
            register = BitOperations.Crc32C(register, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (byte value in data)
        {
            register = BitOperations.Crc32C(register, value);
        }

        _register = register;
    }

    public override int Finish(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, ~_register);
        return sizeof(uint);
    }
}
