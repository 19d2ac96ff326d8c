using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <content>The parameters.</content>
public sealed partial class ReadLakeObjectCommand
{
    /// <summary>The path in the ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FolderSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ContentSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>A listed object from the pipeline, which binds Key too; the server is not asked about it again.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = FileSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = FolderSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = ContentSet)]
    public LakeObject? ListedObject { get; set; }

    /// <summary>The prefix of the keys: all objects with it are read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PrefixSet)]
    [NoScriptBlock]
    [Alias("KeyPrefix")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>The file to write, or a folder for it; by default the current location. In a folder, the file is named by the key's last part.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    public string? File { get; set => field = CellOf(value); }

    /// <summary>The folder to write to; keys become paths in it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FolderSet)]
    [Parameter(Mandatory = true, ParameterSetName = PrefixSet)]
    [NoScriptBlock]
    public string? Folder { get; set; }

    /// <summary>Returns the content as a string, decoded by its byte order mark, -Encoding or the content type, otherwise as UTF-8.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    public SwitchParameter AsString { get; set; }

    /// <summary>The encoding of text that has no byte order mark.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    [TextEncoding]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>Returns the content as one byte array.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Returns a stream that downloads the content while it is read; the caller disposes it.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    public SwitchParameter AsStream { get; set; }

    /// <summary>Does not overwrite an existing file; reports an error instead.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Overwrites read-only files.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>What to do with links in the folder.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    [ValidateSet(LinkChoice.Skip, LinkChoice.Follow, LinkChoice.Error)]
    public string Link { get; set; } = LinkChoice.Skip;

    /// <summary>Wildcards: only objects that match one are read.</summary>
    [Parameter(ParameterSetName = PrefixSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? Include { get; set; }

    /// <summary>Wildcards: objects that match one are not read.</summary>
    [Parameter(ParameterSetName = PrefixSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? Exclude { get; set; }

    /// <summary>A share of the keys, such as 3/16 for the third of sixteen: objects with other keys are left to other machines.</summary>
    [Parameter]
    [Shard]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Shard { get; set; }

    /// <summary>Keeps the downloaded part of a large object after an interruption, and continues from it if the object is unchanged.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>
    /// Gives the file the modification time in the metadata mtime, as rclone and -PreserveTime of Write-LakeObject store it;
    /// if there is none, the time at which the object was written.
    /// </summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter PreserveTime { get; set; }

    /// <summary>Does not verify the content's hash. Sizes are still checked.</summary>
    [Parameter]
    public SwitchParameter SkipIntegrityCheck { get; set; }

    /// <summary>Returns the results.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter PassThru { get; set; }
}
