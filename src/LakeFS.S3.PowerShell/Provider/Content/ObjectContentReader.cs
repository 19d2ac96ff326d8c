using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Provider;
using System.Text;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>Reads an object for Get-Content. Nothing is sent before the first value is wanted.</summary>
/// <param name="source">The object.</param>
/// <param name="parameters">How to read it.</param>
/// <param name="refuse">Throws an error as PowerShell takes it.</param>
internal sealed class ObjectContentReader(ObjectSource source, ReadContentParameters parameters, Action<LakeS3Exception> refuse) : IContentReader
{
    // The largest block of bytes that is read at once for -ReadCount; above it, the block is everything.
    private const int MaxBlock = 1 << 30;

    private readonly Queue<string> _tail = new();
    private Stream? _stream;
    private StreamReader? _text;
    private DelimitedText? _pieces;
    private bool _isAtEnd;

    /// <inheritdoc/>
    public IList Read(long readCount)
    {
        try
        {
            if (_stream is null)
            {
                Open();
            }

            return parameters.AsByteStream ? ReadBytes(readCount) : parameters.Raw ? ReadText() : ReadLines(readCount);
        }
        catch (LakeS3Exception error)
        {
            refuse(error);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Close() => Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        _text?.Dispose();
        _stream?.Dispose();
    }

    private void Open()
    {
        bool isTail = parameters.TailCount > 0;
        bool isBackwards = isTail && parameters.Delimiter is null && parameters.Encoding is UTF8Encoding or { IsSingleByte: true };
        _stream = isBackwards ? ObjectTail.Open(source, parameters.TailCount) : source.Open(isWanted: parameters.Raw || isTail);
        _text = new StreamReader(_stream, parameters.Encoding, detectEncodingFromByteOrderMarks: true, ObjectSource.Window);
        _pieces = parameters.Delimiter is null ? null : new DelimitedText(_text, parameters.Delimiter);
        while (isTail && !isBackwards && NextLine() is string line)
        {
            _tail.Enqueue(line);
            if (_tail.Count > parameters.TailCount)
            {
                _tail.Dequeue();
            }
        }
    }

    private string? NextLine() => _pieces is null ? _text!.ReadLine() : _pieces.Read();

    private List<string> ReadLines(long count)
    {
        List<string> lines = [];
        while ((count <= 0 || lines.Count < count) && (_tail.Count > 0 ? _tail.Dequeue() : NextLine()) is string line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private string[] ReadText()
    {
        string text = _isAtEnd ? string.Empty : _text!.ReadToEnd();
        _isAtEnd = true;
        return text.Length == 0 ? [] : [text];
    }

    private IList ReadBytes(long count)
    {
        if (!parameters.Raw && count is > 0 and <= MaxBlock)
        {
            byte[] block = new byte[count];
            int filled = StreamReading.Fill(_stream!, block);
            return filled == block.Length ? block : [.. block.Take(filled)];
        }

        using MemoryStream bytes = new();
        _stream!.CopyTo(bytes);
        return bytes.Length == 0 ? Array.Empty<byte>() : parameters.Raw ? new[] { bytes.ToArray() } : bytes.ToArray();
    }
}
