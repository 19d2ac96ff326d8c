using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Objects;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Writes objects to a branch: files, text, bytes or a stream.</summary>
[Cmdlet(VerbsCommunications.Write, "LakeObject", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType("LakeFS.S3.LakeTransferResult", "LakeFS.S3.LakeCommit")]
public sealed partial class WriteLakeObjectCommand : ObjectCmdlet
{
    private const string FileSet = "File";
    private const string FolderSet = "Folder";
    private const string ContentSet = "Content";
    private const string StreamSet = "Stream";

    private readonly WrittenKeys _written = new();
    private FinalCommit? _commit;
    private TransferPump? _pump;
    private ContentUpload? _content;
    private bool _isFileNamed;

    // Shared by all transfers, so that together they keep to the connection's request limit.
    private LakeTransfers Transfers => field ??= new LakeTransfers(ActiveConnection);

    private TransferPump Pump => _pump ??= new TransferPump(this, ActiveConnection, "Writing", "written", PassThru) { Transfers = Transfers };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _isFileNamed = File is not null;
        _commit = FinalCommit.Of(this, ActiveConnection, CommitMessage, CommitMetadata);
        _content = new ContentUpload(this, ActiveConnection, Transfers, _commit, PassThru);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _commit!.Guard(() => Attempt(File ?? Folder ?? Key ?? InputObject?.BaseObject, WriteRecord));

    /// <inheritdoc/>
    protected override void EndProcessing() => _commit!.Guard(() =>
    {
        Attempt(Key, _content!.Finish);
        if (_written.IsEmpty && Errors == 0 && MyInvocation.ExpectingInput && Key is not null)
        {
            WriteWarning($"Nothing came through the pipeline, so '{Key}' was not written.");
        }

        _pump?.Finish();
        _commit.Commit(writesCommits: PassThru);
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pump?.Dispose();
            _content?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void WriteRecord()
    {
        switch (ParameterSetName)
        {
            case FileSet:
                WriteInput();
                break;
            case FolderSet:
                WriteFolder();
                break;
            case ContentSet:
                _content!.Send(ResolveObject(Key), Settings(), new TextWriting(Encoding).Whole(Content));
                break;
            default:
                _content!.Send(ResolveObject(Key), Settings(), "the stream", Stream!);
                break;
        }
    }

    private void WriteInput()
    {
        if (Path is not null)
        {
            WritePaths();
            return;
        }

        PipelineInput input = new(InputObject, Key, File, _isFileNamed);
        if (input.IsContent)
        {
            _content!.Add(input.Value!, (Repository, Ref, BucketName, Key), BeginContent);
        }
        else if (input.File is not null)
        {
            WriteFile(LocalPath(input.File), Key);
        }
        else if (MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            throw input.Value is null ? CmdletErrors.ParameterEmpty(nameof(InputObject)) : CmdletErrors.ContentInvalid(input.Value.GetType());
        }
        else
        {
            // The one text in front of a prefix names the file.
            WriteFound(KeyPrefix is null || Key is null ? throw CmdletErrors.ContentMissing(Key) : Key, key: null);
        }
    }

    private PipelineContent BeginContent()
    {
        ObjectAddress address = _isFileNamed ? throw CmdletErrors.ContentAndFile() : ResolveObject(Key ?? throw CmdletErrors.ContentWithoutKey());
        _written.Claim(address, "what came through the pipeline");
        return new PipelineContent(address, Settings(), new TextWriting(Encoding), NoNewline);
    }

    private void WritePaths()
    {
        if (File is not null || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            throw CmdletErrors.PathAndOther(File is null ? "the pipeline" : "-File");
        }

        foreach (string path in Path!)
        {
            Attempt(path, () => WriteFound(path, Key));
        }
    }

    private void WriteFound(string path, string? key)
    {
        IReadOnlyList<string> found = LocalPaths(path);
        if (found.Count == 0)
        {
            WriteWarning($"No file matches '{path}'.");
        }

        // A pattern matches folders too, and a folder that is named alone is an error.
        bool isPattern = found.Count != 1 || found[0] != LocalPath(path);
        string[] folders = isPattern ? [.. found.Where(Directory.Exists)] : [];
        foreach (string file in found.Except(folders))
        {
            Attempt(file, () => WriteFile(file, key));
        }

        if (folders.Length > 0)
        {
            WriteWarning($"Folders were left out, such as '{folders[0]}'. Write-LakeObject -Folder writes the files of a folder.");
        }
    }

    private void WriteFile(string path, string? key)
    {
        ObjectName name = key is null ? NameOf(KeyPrefix, nameof(KeyPrefix), below: System.IO.Path.GetFileName(path))
            : KeyPrefix is null ? NameOf(key, nameof(Key))
            : throw CmdletErrors.KeyAndKeyPrefix();
        ObjectAddress address = ActiveConnection.ResolveObject(name);
        _written.Claim(address, path);
        if (!KeyShard.Includes(Shard, address.Key))
        {
            return;
        }

        new FileUpload(this, ActiveConnection, Transfers, () => Pump, _commit!).Enqueue(path, address, Settings());
    }

    private void WriteFolder()
    {
        string folder = LocalPath(Folder);
        ObjectAddress prefix = ResolvePrefix(KeyPrefix, nameof(KeyPrefix));
        ObjectFilter filter = new(Include, Exclude) { Shard = KeyShard.Parse(Shard), KeyPrefix = prefix.Key };
        WarnOfImpossible(filter);
        _commit!.NoteTarget(prefix);
        if (!ShouldProcess(prefix.Uri, $"Write the files of '{folder}'"))
        {
            return;
        }

        WriteVerbose($"Writing the files of '{folder}' to {prefix.Uri} {ActiveConnection.Describe(prefix)}.");
        FolderUpload upload = new(Transfers, Pump, _commit, Settings()) { Recurse = Recurse };
        LinkChoice links = new(Link);
        Pump.EnqueueFrom(stop => upload.QueueAsync(folder, filter, links, prefix, stop));
        WarnOfPassedOver(links);
    }

    private UploadSettings Settings() => new(Metadata) { ContentType = ContentType, NoClobber = NoClobber, Resume = Resume, PreserveTime = PreserveTime };
}
