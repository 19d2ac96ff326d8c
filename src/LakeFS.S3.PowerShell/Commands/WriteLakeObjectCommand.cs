using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.PowerShell.Commands;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Writes objects to a branch: files, text, bytes or a stream.</summary>
[Cmdlet(VerbsCommunications.Write, "LakeObject", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType("LakeFS.S3.LakeTransferResult", "LakeFS.S3.LakeCommit")]
public sealed class WriteLakeObjectCommand : CommittingCmdlet
{
    private const string FileSet = "File";
    private const string FolderSet = "Folder";
    private const string ContentSet = "Content";
    private const string StreamSet = "Stream";

    private readonly Dictionary<ObjectAddress, string> _written = [];

    /// <summary>The path inside the branch, or a whole address; the file's name where left out.</summary>
    [Parameter(Position = 0, ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ContentSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = StreamSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What is put in front of the files' names, or a whole address that ends so.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Alias("Prefix")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? KeyPrefix { get; set; }

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    public string? File { get; set; }

    /// <summary>The folder whose files are written; their paths below it become keys.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FolderSet)]
    public string? Folder { get; set; }

    /// <summary>Writes the files of the folders below, too.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>What becomes of links in the folder.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    [ValidateSet(LinkRule.Skip, LinkRule.Follow, LinkRule.Error)]
    public string Link { get; set; } = LinkRule.Skip;

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

    /// <summary>A stream, read from its present position to its end and left open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StreamSet)]
    public Stream? Stream { get; set; }

    /// <summary>The content type; by the extension where left out.</summary>
    [Parameter]
    public string? ContentType { get; set; }

    /// <summary>User metadata: names and one-line texts, 2,048 bytes in all.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>Leaves an object that exists alone and reports an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Keeps the parts of a large file that were sent when the upload breaks off, and does not send again what an earlier one left.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    public SwitchParameter Resume { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public override string? CommitMessage { get; set; }

    /// <inheritdoc/>
    [Parameter]
    public override IDictionary? CommitMetadata { get; set; }

    /// <summary>Returns what was written, and the commits.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool WritesResults => PassThru;

    private protected override string Activity => $"Writing to {Via.DescribeServers()}";

    private protected override string Done => "written";

    private protected override void WriteRecord()
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
        WillCommit(address);
        if (ShouldProcess(address.Uri, $"Write '{path}'"))
        {
            WriteVerbose($"Writing '{path}' to {address.Uri} {Via.Describe(address)}.");
            FileInfo file = new(path);
            Enqueue(path, file.Exists ? file.Length : 0, (progress, stop) => Transfers.UploadFileAsync(RequestFor(address), path, progress, stop));
        }
    }

    private void WriteFolder()
    {
        string folder = LocalPath(Folder);
        ObjectAddress prefix = ResolvePrefix(KeyPrefix);
        ObjectFilter filter = new(Include, Exclude);
        WarnOfImpossible(filter);
        WillCommit(prefix);
        if (!ShouldProcess(prefix.Uri, $"Write the files of '{folder}'"))
        {
            return;
        }

        WriteVerbose($"Writing the files of '{folder}' to {prefix.Uri} {Via.Describe(prefix)}.");
        LakeTransfers transfers = Transfers;
        Feed(async stop =>
        {
            Queue<(string Path, LakeS3Exception Error)> unreadable = new();
            FolderScan scan = new((path, error) => unreadable.Enqueue((path, error)))
            {
                Recurse = Recurse,
                Links = LinkRule.Parse(Link),
                Accepts = filter.Accepts,
                Enters = filter.Enters,
                OnPassedOver = PassedOver.Add,
            };
            foreach (LocalFile file in new LocalFolder(folder, scan).Enumerate())
            {
                ObjectAddress address = prefix.WithKey(prefix.Key + file.Key);
                WillCommit(address);
                await AddAsync(file.Path, file.Size, (progress, token) => transfers.UploadFileAsync(RequestFor(address), file.Path, progress, token))
                    .ConfigureAwait(false);
            }

            foreach ((string path, LakeS3Exception error) in unreadable)
            {
                await AddFailureAsync(path, error).ConfigureAwait(false);
            }
        });
    }

    private void WriteContent()
    {
        using MemoryStream content = new(BytesOf(Content is PSObject wrapped ? wrapped.BaseObject : Content), writable: false);
        Send(ResolveObject(Key), "the content", content);
    }

    private void Send(ObjectAddress address, string what, Stream content)
    {
        WillCommit(address);
        if (!ShouldProcess(address.Uri, $"Write {what}"))
        {
            return;
        }

        TransferProgress progress = new($"Writing {address.Uri}") { IsTotalKnown = content.CanSeek };
        progress.ExpectFile();
        progress.Expect(content.CanSeek ? content.Length - content.Position : 0);
        WriteVerbose($"Writing {what} to {address.Uri} {Via.Describe(address)}.");
        LakeTransferResult result = Await(Transfers.UploadAsync(RequestFor(address), content, progress, StopToken), progress);
        if (PassThru)
        {
            WriteObject(result);
        }
    }

    private UploadRequest RequestFor(ObjectAddress address) =>
        new(address) { ContentType = ContentType, Metadata = Metadata, NoClobber = NoClobber, Resume = Resume };

    private string KeyOf(string path)
    {
        if (Key is not null && KeyPrefix is not null)
        {
            throw CmdletErrors.KeyAndKeyPrefix();
        }

        return Key ?? KeyPrefix + Path.GetFileName(path);
    }

    private static byte[] BytesOf(object? content) => content switch
    {
        null => [],
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        _ => throw CmdletErrors.ContentInvalid(content.GetType()),
    };
}
