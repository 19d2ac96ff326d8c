using System.Collections;
using System.IO;
using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Objects;
using LakeFS.S3.PowerShell.Commands.Parameters;
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

    private readonly WrittenKeys _written = new();
    private FinalCommit? _commit;
    private TransferPump? _pump;
    private ContentUpload? _content;
    private bool _isFileNamed;

    /// <summary>The path in the branch, or a complete address; by default the file's name.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ContentSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = StreamSet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set => field = CellOf(value); }

    /// <summary>A prefix to add to the files' names, or a complete address that ends with it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Parameter(Position = 0, ParameterSetName = FolderSet)]
    [Alias("Prefix")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? KeyPrefix { get; set => field = CellOf(value); }

    /// <summary>The file.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    public string? File { get; set => field = CellOf(value); }

    /// <summary>Pipeline input: files from Get-ChildItem, or text or bytes for the object of -Key.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = FileSet)]
    public PSObject? InputObject { get; set; }

    /// <summary>The folder whose files to write; their paths in it become keys.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FolderSet)]
    [NoScriptBlock]
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

    /// <summary>The content: a text, also of a number or a date, or bytes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContentSet)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Content { get; set; }

    /// <summary>The encoding of text; by default UTF-8 without a byte order mark.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = ContentSet)]
    [TextEncoding]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>Adds no line ends to text from the pipeline.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>A stream, read from its current position to its end and left open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StreamSet)]
    public Stream? Stream { get; set; }

    /// <summary>The content type; by default determined by the extension.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ContentTypeCompleter))]
    public string? ContentType { get; set => field = CellOf(value); }

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
            WriteFile(LocalPath(KeyPrefix is null || Key is null ? throw CmdletErrors.ContentMissing(Key) : Key), key: null);
        }
    }

    private PipelineContent BeginContent()
    {
        ObjectAddress address = _isFileNamed ? throw CmdletErrors.ContentAndFile() : ResolveObject(Key ?? throw CmdletErrors.ContentWithoutKey());
        _written.Claim(address, "what came through the pipeline");
        return new PipelineContent(address, Settings(), new TextWriting(Encoding), NoNewline);
    }

    private void WriteFile(string path, string? key)
    {
        ObjectName name = key is null ? NameOf(KeyPrefix, nameof(KeyPrefix), below: Path.GetFileName(path))
            : KeyPrefix is null ? NameOf(key, nameof(Key))
            : throw CmdletErrors.KeyAndKeyPrefix();
        ObjectAddress address = ActiveConnection.ResolveObject(WithDefaultBranch(name));
        _written.Claim(address, path);
        new FileUpload(this, ActiveConnection, Transfers, () => Pump, _commit!).Enqueue(path, address, Settings());
    }

    private void WriteFolder()
    {
        string folder = LocalPath(Folder);
        ObjectAddress prefix = ResolvePrefix(KeyPrefix, nameof(KeyPrefix));
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

    private UploadSettings Settings() => new(Metadata) { ContentType = ContentType, NoClobber = NoClobber, Resume = Resume };
}
