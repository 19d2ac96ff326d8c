using System;
using System.Buffers;
using System.Text;

namespace LakeFS.S3.LocalGateway.Ranges;

/// <summary>A message of protocol buffers, field by field. Fields of value 0 and empty ones are left out, as proto3 has it.</summary>
internal sealed class ProtocolBuffer
{
    private const int VarintType = 0;
    private const int BytesType = 2;

    private readonly ArrayBufferWriter<byte> _message = new();

    public byte[] ToArray() => _message.WrittenSpan.ToArray();

    public ProtocolBuffer Number(int field, long value)
    {
        if (value != 0)
        {
            Varint.Write(_message, (ulong)((field << 3) | VarintType));
            Varint.Write(_message, (ulong)value);
        }

        return this;
    }

    public ProtocolBuffer Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtocolBuffer Bytes(int field, ReadOnlySpan<byte> value)
    {
        if (value.Length > 0)
        {
            Varint.Write(_message, (ulong)((field << 3) | BytesType));
            Varint.Write(_message, (ulong)value.Length);
            _message.Write(value);
        }

        return this;
    }
}
