using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Objects;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Writes objects to a branch: files, text, bytes or a stream.</summary>
[Cmdlet(VerbsCommunications.Write, "LakeObject", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType("LakeFS.S3.LakeTransferResult", "LakeFS.S3.LakeCommit")]
public sealed class WriteLakeObjectCommand : ObjectCmdlet
{
    private const string FileSet = "File";
    private const string FolderSet = "Folder";
    private const string ContentSet = "Content";
    private const string StreamSet = "Stream";

    private readonly Dictionary<ObjectAddress, string> _written = [];
    private FinalCommit? _commit;
    private LakeTransfers? _transfers;
    private TransferPump? _pump;

    /// <summary>The path in the branch, or a complete address; by default the file's name.</summary>
    [Parameter(Position = 0, ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ContentSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = StreamSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>A prefix to add to the files' names, or a complete address that ends with it.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Alias("Prefix")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? KeyPrefix { get; set; }

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    public string? File { get; set; }

    /// <summary>The folder whose files to write; their paths in it become keys.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FolderSet)]
    public string? Folder { get; set; }

    /// <summary>Includes files in subfolders.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>What to do with links in the folder.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    [ValidateSet(LinkChoice.Skip, LinkChoice.Follow, LinkChoice.Error)]
    public string Link { get; set; } = LinkChoice.Skip;

    /// <summary>Wildcards: only files that match one are written.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    [SupportsWildcards]
    public string[]? Include { get; set; }

    /// <summary>Wildcards: files that match one are not written.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    [SupportsWildcards]
    public string[]? Exclude { get; set; }

    /// <summary>The content: a string, written as UTF-8, or bytes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContentSet)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Content { get; set; }

    /// <summary>A stream, read from its current position to its end and left open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StreamSet)]
    public Stream? Stream { get; set; }

    /// <summary>The content type; by default determined by the extension.</summary>
    [Parameter]
    public string? ContentType { get; set; }

    /// <summary>User metadata: names and single-line values, at most 2,048 bytes in total.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>Does not overwrite an existing object; reports an error instead.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Keeps the uploaded parts of a large file if the upload is interrupted, and does not upload them again.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>The message of the commit at the end; by default nothing is committed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CommitMessage { get; set; }

    /// <summary>The commit's metadata: names and texts.</summary>
    [Parameter]
    public IDictionary? CommitMetadata { get; set; }

    /// <summary>Returns the results and the commits.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // Shared by all transfers, so that together they keep to the connection's request limit.
    private LakeTransfers Transfers => _transfers ??= new LakeTransfers(ActiveConnection);

    private TransferPump Pump => _pump ??= new TransferPump(this, ActiveConnection, $"Writing to {ActiveConnection.DescribeServers()}", "written", PassThru) { Transfers = Transfers };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _commit = FinalCommit.Of(this, ActiveConnection, CommitMessage, CommitMetadata);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _commit!.Guard(WriteRecord);

    /// <inheritdoc/>
    protected override void EndProcessing() => _commit!.Guard(() =>
    {
        _pump?.Finish();
        _commit.Commit(writesCommits: PassThru);
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pump?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void WriteRecord()
    {
        switch (ParameterSetName)
        {
            case FileSet:
                Attempt(File, WriteFile);
                break;
            case FolderSet:
                Attempt(Folder, WriteFolder);
                break;
            case ContentSet:
                Attempt(Key, WriteContent);
                break;
            default:
                Attempt(Key, () => Send(ResolveObject(Key), "the stream", Stream!));
                break;
        }
    }

    private void WriteFile()
    {
        string path = LocalPath(File);
        ObjectAddress address = ResolveObject(KeyOf(path));
        if (_written.TryGetValue(address, out string? earlier))
        {
            throw CmdletErrors.KeyWrittenTwice(path, address, earlier);
        }

        _written[address] = path;
        _commit!.NoteTarget(address);
        if (ShouldProcess(address.Uri, $"Write '{path}'"))
        {
            WriteVerbose($"Writing '{path}' to {address.Uri} {ActiveConnection.Describe(address)}.");
            FileInfo file = new(path);
            LakeTransfers transfers = Transfers;
            UploadRequest request = Settings().RequestFor(address);
            Pump.Enqueue(path, file.Exists ? file.Length : 0, (progress, stop) => transfers.UploadFileAsync(request, path, progress, stop));
        }
    }

    private void WriteFolder()
    {
        string folder = LocalPath(Folder);
        ObjectAddress prefix = ResolvePrefix(KeyPrefix);
        ObjectFilter filter = new(Include, Exclude);
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

    private void WriteContent()
    {
        using MemoryStream content = new(ContentBytes.Of(Content), writable: false);
        Send(ResolveObject(Key), "the content", content);
    }

    private void Send(ObjectAddress address, string what, Stream content)
    {
        _commit!.NoteTarget(address);
        if (!ShouldProcess(address.Uri, $"Write {what}"))
        {
            return;
        }

        TransferProgress progress = new($"Writing {address.Uri}") { IsTotalKnown = content.CanSeek };
        progress.ExpectFile();
        progress.Expect(content.CanSeek ? content.Length - content.Position : 0);
        WriteVerbose($"Writing {what} to {address.Uri} {ActiveConnection.Describe(address)}.");
        LakeTransferResult result = Await(Transfers.UploadAsync(Settings().RequestFor(address), content, progress, StopToken), progress);
        if (PassThru)
        {
            WriteObject(result);
        }
    }

    private UploadSettings Settings() => new(Metadata) { ContentType = ContentType, NoClobber = NoClobber, Resume = Resume };

    private string KeyOf(string path)
    {
        if (Key is not null && KeyPrefix is not null)
        {
            throw CmdletErrors.KeyAndKeyPrefix();
        }

        return Key ?? KeyPrefix + Path.GetFileName(path);
    }
}
