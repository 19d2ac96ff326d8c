using System;
using System.IO;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Commands.Transfers;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Uploads content other than files, one object at a time: from parameters, or collected from the pipeline.</summary>
internal sealed class ContentUpload(LakeCmdlet cmdlet, LakeConnection connection, LakeTransfers transfers, FinalCommit commit, bool passThru) : IDisposable
{
    private PipelineContent? _content;
    private object? _name;

    /// <summary>Uploads bytes.</summary>
    /// <param name="address">The object's address.</param>
    /// <param name="settings">The object's settings.</param>
    /// <param name="content">The bytes.</param>
    public void Send(ObjectAddress address, UploadSettings settings, byte[] content)
    {
        using MemoryStream stream = new(content, writable: false);
        Send(address, settings, "the content", stream);
    }

    /// <summary>Uploads a stream.</summary>
    /// <param name="address">The object's address.</param>
    /// <param name="settings">The object's settings.</param>
    /// <param name="what">What it is called in messages.</param>
    /// <param name="content">The stream.</param>
    public void Send(ObjectAddress address, UploadSettings settings, string what, Stream content)
    {
        commit.NoteTarget(address);
        if (!cmdlet.ShouldProcess(address.Uri, $"Write {what}"))
        {
            return;
        }

        TransferProgress progress = new($"Writing {address.Uri}") { IsTotalKnown = content.CanSeek };
        progress.ExpectFile();
        progress.Expect(content.CanSeek ? content.Length - content.Position : 0);
        cmdlet.WriteVerbose($"Writing {what} to {address.Uri} {connection.Describe(address)}.");
        LakeTransferResult result = cmdlet.Await(transfers.UploadAsync(settings.RequestFor(address), content, progress, cmdlet.StopToken), progress);
        cmdlet.WarnOf(result.Leftovers);
        if (passThru)
        {
            cmdlet.WriteObject(result);
        }
    }

    /// <summary>Adds a line of text, or bytes, to an object. The object before it is complete then, and is uploaded.</summary>
    /// <param name="piece">The text or bytes.</param>
    /// <param name="name">Identifies the object.</param>
    /// <param name="begin">Starts an object.</param>
    public void Add(object piece, object name, Func<PipelineContent> begin)
    {
        if (!name.Equals(_name))
        {
            FinishAndReport();
            _name = name;
            _content = begin();
        }

        try
        {
            // Null after an error: the object would be stored without part of its content.
            _content?.Add(piece);
        }
        catch
        {
            _content!.Dispose();
            _content = null;
            throw;
        }
    }

    /// <summary>Uploads the object collected so far, if there is one.</summary>
    public void Finish()
    {
        using PipelineContent? content = _content;
        _content = null;
        if (content is not null)
        {
            Send(content.Address, content.Settings, "what came through the pipeline", content.Whole());
        }
    }

    public void Dispose() => _content?.Dispose();

    private void FinishAndReport()
    {
        string? target = _content?.Address.Uri;
        try
        {
            Finish();
        }
        catch (LakeS3Exception error)
        {
            cmdlet.Report(error, target);
        }
    }
}
