using System;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Collects the content of one object from the pipeline: lines of text, or bytes. Large content is kept in a temporary file.</summary>
internal sealed class PipelineContent : IDisposable
{
    private const int MaxInMemory = 16 * 1024 * 1024;

    private readonly TextWriting _writing;
    private readonly byte[] _lineEnd;
    private Stream _content = new MemoryStream();

    /// <summary>Starts an object.</summary>
    /// <param name="address">The object's address.</param>
    /// <param name="settings">The object's settings.</param>
    /// <param name="writing">Encodes text.</param>
    /// <param name="noNewline">Whether to add no line ends.</param>
    public PipelineContent(ObjectAddress address, UploadSettings settings, TextWriting writing, bool noNewline)
    {
        Address = address;
        Settings = settings;
        _writing = writing;
        _lineEnd = noNewline ? [] : writing.BytesOf("\n");
    }

    /// <summary>The object's address.</summary>
    public ObjectAddress Address { get; }

    /// <summary>The object's settings.</summary>
    public UploadSettings Settings { get; }

    /// <summary>Adds a line of text, or bytes.</summary>
    public void Add(object piece)
    {
        if (TextWriting.RawOf(piece) is byte[] bytes)
        {
            Write(bytes);
            return;
        }

        if (_content.Length == 0)
        {
            Write(_writing.Preamble);
        }

        Write(_writing.BytesOf(TextWriting.TextOf(piece)));
        Write(_lineEnd);
    }

    /// <summary>Returns the whole content, at its start.</summary>
    public Stream Whole()
    {
        _content.Position = 0;
        return _content;
    }

    public void Dispose() => _content.Dispose();

    private void Write(byte[] bytes)
    {
        try
        {
            if (_content is MemoryStream && _content.Length + bytes.Length > MaxInMemory)
            {
                Stream file = PrivateFile.CreateTemporary(bufferSize: 64 * 1024);
                Whole().CopyTo(file);
                _content = file;
            }

            _content.Write(bytes, 0, bytes.Length);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(Path.GetTempPath(), inner);
        }
    }
}
