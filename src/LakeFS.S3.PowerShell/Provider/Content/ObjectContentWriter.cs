using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Provider;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>
/// Writes an object for Set-Content: with one upload, which is given up where the pipeline fails before its end.
/// </summary>
/// <param name="upload">The upload.</param>
/// <param name="parameters">How to write values.</param>
/// <param name="phase">Whether the command is at work.</param>
/// <param name="report">Writes an error record: what Close throws, PowerShell drops.</param>
/// <param name="refuse">Throws an error as PowerShell takes it.</param>
/// <param name="appending">Why nothing can be appended.</param>
internal sealed class ObjectContentWriter(
    BackgroundUpload upload,
    WriteContentParameters parameters,
    CommandPhase phase,
    Action<LakeS3Exception> report,
    Action<LakeS3Exception> refuse,
    LakeS3Exception appending) : IContentWriter
{
    // Somebody may use a writer without any command.
    private readonly bool _hasCommand = phase.IsAtWork();
    private readonly TextWriting _writing = new(parameters.Encoding);
    private bool _hasStarted;
    private bool _isOver;

    /// <inheritdoc/>
    public IList Write(IList content)
    {
        try
        {
            if (parameters.AsByteStream)
            {
                upload.Write(BytesOf(content));
            }
            else
            {
                WriteTexts(content);
            }

            return content;
        }
        catch (LakeS3Exception error)
        {
            _isOver = true;
            refuse(error);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Seek(long offset, SeekOrigin origin)
    {
        _isOver = true;
        refuse(appending);
    }

    /// <inheritdoc/>
    public void Close()
    {
        try
        {
            if (!_isOver && (!_hasCommand || phase.IsAtWork()))
            {
                _isOver = true;
                upload.Finish();
            }
        }
        catch (LakeS3Exception error)
        {
            report(error);
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOver = true;
        upload.Dispose();
    }

    private void WriteTexts(IList values)
    {
        foreach (object? value in values)
        {
            switch (Unwrap(value))
            {
                case byte[] bytes:
                    upload.Write(bytes);
                    break;
                case IList several:
                    WriteTexts(several);
                    break;
                default:
                    WriteText(LanguagePrimitives.ConvertTo<string>(value));
                    break;
            }
        }
    }

    private void WriteText(string text)
    {
        byte[] encoded = _writing.BytesOf(parameters.NoNewline ? text : text + Environment.NewLine);
        byte[] preamble = _hasStarted ? [] : _writing.Preamble;
        _hasStarted = true;
        upload.Write([.. preamble, .. encoded]);
    }

    // PowerShell makes an array of objects of what it binds to -Value, bytes too.
    private static byte[] BytesOf(IList values)
    {
        List<byte> bytes = new(values.Count);
        foreach (object? value in values)
        {
            switch (Unwrap(value))
            {
                case byte one:
                    bytes.Add(one);
                    break;
                case IList several:
                    bytes.AddRange(BytesOf(several));
                    break;
                case object other:
                    bytes.Add(LanguagePrimitives.TryConvertTo(other, out byte converted) ? converted : throw CmdletErrors.ContentNotBytes(other.GetType()));
                    break;
            }
        }

        return [.. bytes];
    }

    private static object? Unwrap(object? value) => value is PSObject { BaseObject: byte or IList } wrapped ? wrapped.BaseObject : value;
}
