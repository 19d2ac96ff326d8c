using System.IO;
using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Objects;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;
using LakeFS.S3.Transfers.Download;

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

    private readonly UnverifiedContent _unverified = new();
    private PipelineDownload? _download;
    private TransferPump? _pump;

    /// <summary>The path in the ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FolderSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ContentSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>A listed object from the pipeline, which binds Key too; the server is not asked about it again.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = FileSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = FolderSet)]
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
    public string[]? Include { get; set; }

    /// <summary>Wildcards: objects that match one are not read.</summary>
    [Parameter(ParameterSetName = PrefixSet)]
    [SupportsWildcards]
    public string[]? Exclude { get; set; }

    /// <summary>Keeps the downloaded part of a large object after an interruption, and continues from it if the object is unchanged.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>Does not verify the content's hash. Sizes are still checked.</summary>
    [Parameter]
    public SwitchParameter SkipIntegrityCheck { get; set; }

    /// <summary>Returns the results.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = PrefixSet)]
    public SwitchParameter PassThru { get; set; }

    private LinkChoice Links => field ??= new LinkChoice(Link);

    // Shared by all transfers, so that together they keep to the connection's request limit.
    private LakeTransfers Transfers => field ??= new LakeTransfers(ActiveConnection);

    private TransferPump Pump => _pump ??=
        new TransferPump(this, ActiveConnection, "Reading", "read", PassThru) { Transfers = Transfers, Unverified = _unverified };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PrefixSet:
                Attempt(Prefix, ReadPrefix);
                break;
            case ContentSet:
                Attempt(Key, () => ReadContent(ResolveObject(Key)));
                break;
            case FolderSet:
                Attempt(Key, () => ReadIntoFolder(ResolveObject(Key), LocalPath(Folder)));
                break;
            default:
                Attempt(Key, () => ReadFile(ResolveObject(Key)));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _pump?.Finish();
        WarnOfPassedOver(Links);
        if (!SkipIntegrityCheck)
        {
            _unverified.WarnBy(this);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pump?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadPrefix()
    {
        (ObjectAddress prefix, string folder) = (ResolvePrefix(Prefix), LocalPath(Folder));
        ObjectFilter filter = new(Include, Exclude, prefix.Key);
        WarnOfImpossible(filter);
        if (!ShouldProcess(folder, $"Read everything below {prefix.Uri}"))
        {
            return;
        }

        WriteVerbose($"Reading everything below {prefix.Uri} {ActiveConnection.Describe(prefix)}.");
        FolderDownload target = new(folder, prefix.Key, Links.Rule, Links.PassedOver, isOneList: true);
        PrefixDownload found = new(new LakeObjects(ActiveConnection), Transfers, Pump, target, Options(folder));
        Pump.EnqueueFrom(stop => found.QueueAsync(prefix, filter, stop));
        WarnOfWildcard(found.HasFound, prefix.Key, "Use -Include with the wildcard, and -Prefix with the folder.");
    }

    private void ReadIntoFolder(ObjectAddress address, string folder)
    {
        if (ShouldProcess(folder, $"Read {address.Uri}"))
        {
            WriteVerbose($"Reading {address.Uri} {ActiveConnection.Describe(address)}.");
            bool isFlat = ParameterSetName == FileSet;
            _download ??= new PipelineDownload(this, ActiveConnection, Transfers, Pump, new FolderTargets(Links, isFlat));
            _download.Queue(address, IfListed(ListedObject, address), folder, Options(isFlat ? null : folder));
        }
    }

    private void ReadFile(ObjectAddress address)
    {
        string path = LocalPath(File ?? ".");
        if (Directory.Exists(path) || Path.GetFileName(path).Length == 0)
        {
            ReadIntoFolder(address, path);
            return;
        }

        if (!ShouldProcess(path, $"Read {address.Uri}"))
        {
            return;
        }

        TransferProgress progress = new("Reading") { IsTotalKnown = true };
        WriteVerbose($"Reading {address.Uri} {ActiveConnection.Describe(address)}.");
        LakeTransferResult result = Await(Transfers.DownloadFileAsync(address, path, Options(), progress, StopToken), progress);
        _unverified.Note(result);
        if (PassThru)
        {
            WriteObject(result);
        }
    }

    private DownloadOptions Options(string? folder = null) => new()
    {
        NoClobber = NoClobber,
        Force = Force,
        Resume = Resume,
        SkipIntegrityCheck = SkipIntegrityCheck,
        Folder = folder,
        Links = Links.Rule,
    };

    private void ReadContent(ObjectAddress address)
    {
        if (AsString.ToBool() ? AsByteStream || AsStream : AsByteStream && AsStream)
        {
            throw CmdletErrors.OutputAmbiguous();
        }

        if (Encoding is not null && (AsByteStream || AsStream))
        {
            throw CmdletErrors.EncodingOfBytes();
        }

        WriteVerbose($"Reading {address.Uri} {ActiveConnection.Describe(address)}.");
        ContentDownload content = new(this, Transfers, address, Options(), _unverified);
        object result = AsStream ? Await(Transfers.OpenReadAsync(address, Options(), StopToken)) : AsByteStream ? content.Bytes() : content.Text(Encoding);
        WriteObject(result, enumerateCollection: false);
    }
}
