using System.Buffers;

namespace LakeFS.S3.LocalGateway.Ranges;

/// <summary>Numbers in as few bytes as they need, seven bits in each, the last first.</summary>
internal static class Varint
{
    public static void Write(IBufferWriter<byte> target, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            target.Write([(byte)(value | 0x80)]);
        }

        target.Write([(byte)value]);
    }

    /// <summary>Writes a length as Go's signed numbers, whose sign is the lowest bit.</summary>
    public static void WriteSignedLength(IBufferWriter<byte> target, int length) => Write(target, (ulong)length << 1);
}
