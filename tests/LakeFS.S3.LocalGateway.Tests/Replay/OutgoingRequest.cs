using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A query parameter, percent-encoded; a null value has no equals sign.</summary>
internal readonly record struct QueryParameter(string Name, string? Value);

/// <summary>A header as it goes on the wire.</summary>
internal readonly record struct HeaderField(string Name, string Value)
{
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// An HTTP/1.1 request that is put together step by step and then written as it is: nothing is normalised,
/// escaped or added but Content-Length or Transfer-Encoding.
/// </summary>
internal sealed class OutgoingRequest
{
    private const int TransferChunkSize = 1000;

    public required string Method { get; init; }

    /// <summary>Percent-encoded.</summary>
    public required string Path { get; init; }

    public List<QueryParameter> Query { get; } = [];

    /// <summary>Host is among them.</summary>
    public List<HeaderField> Headers { get; } = [];

    /// <summary>The content before signing, the bytes on the wire after it. Null: none.</summary>
    public byte[]? Body { get; set; }

    /// <summary>Send the body in HTTP chunks of 1000 bytes instead of with a Content-Length.</summary>
    public bool ChunkedTransfer { get; init; }

    /// <summary>The request target: path and query.</summary>
    public string Target => Query.Count == 0
        ? Path
        : Path + "?" + string.Join('&', Query.Select(parameter => parameter.Value is null ? parameter.Name : $"{parameter.Name}={parameter.Value}"));

    public bool HasHeader(string name) => Headers.Exists(header => header.Is(name));

    /// <summary>The bytes of the whole request.</summary>
    public byte[] ToBytes()
    {
        StringBuilder head = new();
        head.Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        foreach (HeaderField header in Headers)
        {
            head.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
        }

        if (ChunkedTransfer)
        {
            head.Append("Transfer-Encoding: chunked\r\n");
        }
        else if (Body is not null || Method is "PUT" or "POST")
        {
            head.Append("Content-Length: ").Append(Body?.Length ?? 0).Append("\r\n");
        }

        head.Append("\r\n");
        using MemoryStream bytes = new();
        bytes.Write(Encoding.UTF8.GetBytes(head.ToString()));
        if (ChunkedTransfer)
        {
            WriteTransferChunks(bytes, Body ?? []);
        }
        else
        {
            bytes.Write(Body ?? []);
        }

        return bytes.ToArray();
    }

    private static void WriteTransferChunks(MemoryStream bytes, byte[] body)
    {
        foreach (byte[] chunk in body.Chunk(TransferChunkSize))
        {
            bytes.Write(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"));
            bytes.Write(chunk);
            bytes.Write("\r\n"u8);
        }

        bytes.Write("0\r\n\r\n"u8);
    }
}
