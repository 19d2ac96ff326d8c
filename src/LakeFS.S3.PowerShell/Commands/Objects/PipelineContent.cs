using System;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>The content of one object, which comes piece by piece: lines of text, or bytes. What is large waits in a temporary file.</summary>
internal sealed class PipelineContent : IDisposable
{
    private const int MaxInMemory = 16 * 1024 * 1024;

    private readonly TextWriting _writing;
    private readonly byte[] _lineEnd;
    private Stream _content = new MemoryStream();

    /// <summary>Begins a content.</summary>
    /// <param name="address">Where it goes.</param>
    /// <param name="settings">What goes with it.</param>
    /// <param name="writing">How texts are written.</param>
    /// <param name="noNewline">Whether texts follow each other without line ends.</param>
    public PipelineContent(ObjectAddress address, UploadSettings settings, TextWriting writing, bool noNewline)
    {
        Address = address;
        Settings = settings;
        _writing = writing;
        _lineEnd = noNewline ? [] : writing.BytesOf("\n");
    }

    /// <summary>Where it goes.</summary>
    public ObjectAddress Address { get; }

    /// <summary>What goes with it.</summary>
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

    /// <summary>All of it, from its beginning.</summary>
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
