using System.Collections;
using System.IO;
using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <content>The parameters.</content>
public sealed partial class WriteLakeObjectCommand
{
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

    /// <summary>The paths of files, which may have wildcards; a file whose name is written as it is comes first.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [SupportsWildcards]
    public string[]? Path { get; set; }

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

    /// <summary>A share of the keys, such as 3/16 for the third of sixteen: files that get other keys are left to other machines.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Shard]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Shard { get; set; }

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

    /// <summary>Stores the file's modification time in the metadata mtime, as rclone does.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    public SwitchParameter PreserveTime { get; set; }

    /// <summary>The message of the commit at the end; by default nothing is committed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? CommitMessage { get; set; }

    /// <summary>The commit's metadata: names and texts.</summary>
    [Parameter]
    public IDictionary? CommitMetadata { get; set; }

    /// <summary>Returns the results and the commits.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }
}
