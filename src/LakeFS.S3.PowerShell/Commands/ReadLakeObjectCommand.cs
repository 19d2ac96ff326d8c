using System.IO;
using System.Management.Automation;
using System.Text;

namespace LakeFS.S3.PowerShell;

/// <summary>Reads objects into a file, a folder or the pipeline.</summary>
[Cmdlet(VerbsCommunications.Read, "LakeObject", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType("LakeFS.S3.LakeTransferResult", ParameterSetName = [FileSet, FolderSet, PrefixSet])]
[OutputType(typeof(string), typeof(byte[]), typeof(Stream), ParameterSetName = [ContentSet])]
public sealed class ReadLakeObjectCommand : ObjectCmdlet
{
    private const string FileSet = "File";
    private const string FolderSet = "Folder";
    private const string PrefixSet = "Prefix";
    private const string ContentSet = "Content";

    /// <summary>The path inside the ref, or a whole address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FolderSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ContentSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What the keys begin with: every object below it is read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PrefixSet)]
    [Alias("KeyPrefix")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = FileSet)]
    public string? File { get; set; }

    /// <summary>The folder to write into; keys become paths below it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FolderSet)]
    [Parameter(Mandatory = true, ParameterSetName = PrefixSet)]
    public string? Folder { get; set; }

    /// <summary>Returns the content as a string, read as UTF-8 unless a byte order mark says otherwise.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    public SwitchParameter AsString { get; set; }

    /// <summary>Returns the content as one byte array.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Returns a stream that reads as the content comes; the caller disposes it.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    public SwitchParameter AsStream { get; set; }

    /// <summary>Leaves a file that exists alone and reports an error.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replaces a read-only file too.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns what was written.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == PrefixSet)
        {
            Attempt(Prefix, ReadPrefix);
            return;
        }

        Attempt(Key, () =>
        {
            ObjectAddress address = ResolveObject(Key);
            switch (ParameterSetName)
            {
                case FileSet:
                    Save(address, GetUnresolvedProviderPathFromPSPath(File), null);
                    break;
                case FolderSet:
                    Save(address, GetUnresolvedProviderPathFromPSPath(Folder), string.Empty);
                    break;
                default:
                    Emit(address);
                    break;
            }
        });
    }

    private void ReadPrefix()
    {
        ObjectAddress prefix = ResolvePrefix(Prefix);
        string folder = GetUnresolvedProviderPathFromPSPath(Folder);
        foreach (LakeEntry entry in Await(new LakeObjects(Lake).ListAsync(prefix, new ListOptions(), StopToken)))
        {
            Attempt(entry, () => Save(prefix.WithKey(entry.Key), folder, prefix.Key));
        }
    }

    /// <summary>Saves an object to a file or, where a prefix is given, below a folder.</summary>
    private void Save(ObjectAddress address, string path, string? prefix)
    {
        if (!ShouldProcess(path, $"Read {address.Uri}"))
        {
            return;
        }

        DownloadOptions options = new() { NoClobber = NoClobber, Force = Force };
        TransferProgress progress = new($"Reading {address.Uri}", total: null);
        LakeTransfers transfers = new(Lake);
        WriteVerbose($"Reading {address.Uri} at {Lake.EndpointUrl}.");
        LakeTransferResult result = Await(
            prefix is null
                ? transfers.DownloadFileAsync(address, path, options, progress, StopToken)
                : transfers.DownloadIntoFolderAsync(address, path, prefix, options, progress, StopToken),
            progress);
        if (PassThru)
        {
            WriteObject(result);
        }
    }

    private void Emit(ObjectAddress address)
    {
        if (AsString.ToBool() ? AsByteStream || AsStream : AsByteStream && AsStream)
        {
            throw new LakeS3Exception("LakeOutputAmbiguous", LakeErrorKind.InvalidArgument, "-AsString, -AsByteStream and -AsStream exclude each other.")
            {
                RecommendedAction = "Use one of them.",
            };
        }

        WriteVerbose($"Reading {address.Uri} at {Lake.EndpointUrl}.");
        if (AsStream)
        {
            WriteObject(Await(new LakeTransfers(Lake).OpenReadAsync(address, StopToken)), enumerateCollection: false);
            return;
        }

        using MemoryStream content = new();
        TransferProgress progress = new($"Reading {address.Uri}", total: null);
        Await(new LakeTransfers(Lake).DownloadAsync(address, content, progress, StopToken), progress);
        WriteObject(AsByteStream ? content.ToArray() : TextOf(content), enumerateCollection: false);
    }

    private static string TextOf(MemoryStream content)
    {
        content.Position = 0;
        using StreamReader reader = new(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1024, leaveOpen: true);
        return reader.ReadToEnd();
    }
}
