using System;
using System.IO;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Objects;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Sessions;
using LakeFS.S3.Transfers.Download;

namespace LakeFS.S3.PowerShell;

/// <summary>Reads objects into a file, a folder or the pipeline.</summary>
[Cmdlet(VerbsCommunications.Read, "LakeObject", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType("LakeFS.S3.LakeTransferResult", ParameterSetName = [FileSet, FolderSet, PrefixSet])]
[OutputType(typeof(string), typeof(byte[]), typeof(Stream), ParameterSetName = [ContentSet])]
public sealed partial class ReadLakeObjectCommand : ObjectCmdlet
{
    private const string FileSet = "File";
    private const string FolderSet = "Folder";
    private const string PrefixSet = "Prefix";
    private const string ContentSet = "Content";

    // In bytes. Several hundred objects may be in memory, to be written in the order of the list.
    private const long MaxReadAhead = 256 * 1024;

    private readonly UnverifiedContent _unverified = new();
    private PipelineDownload? _download;
    private OrderedPump<ObjectContent>? _contents;
    private TransferPump? _pump;

    private LinkChoice Links => field ??= new LinkChoice(Link);

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
                Attempt(Key, () => ReadNamed(ReadContent));
                break;
            case FolderSet:
                Attempt(Key, () => ReadNamed(address => ReadIntoFolder(address, LocalPath(Folder))));
                break;
            default:
                Attempt(Key, () => ReadNamed(ReadFile));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _pump?.Finish();
        _contents?.Finish();
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
            _contents?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadNamed(Action<ObjectAddress> read)
    {
        ObjectAddress address = ResolveObject(Key);
        if (KeyShard.Includes(Shard, address.Key))
        {
            read(address);
        }
    }

    private void ReadPrefix()
    {
        (ObjectAddress prefix, string folder) = (ResolvePrefix(Prefix), LocalPath(Folder));
        ObjectFilter filter = new(Include, Exclude, prefix.Key) { Shard = KeyShard.Parse(Shard) };
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
        TransferNotes.WriteBy(this, Transfers);
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
        PreserveTime = PreserveTime,
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
        DownloadOptions options = Options();
        if (AsStream)
        {
            WriteObject(Await(Transfers.OpenReadAsync(address, options, StopToken)), enumerateCollection: false);
        }
        else if (IfListed(ListedObject, address) is { Size: <= MaxReadAhead })
        {
            LakeTransfers transfers = Transfers;
            _contents ??= new OrderedPump<ObjectContent>(this, ActiveConnection, "read");
            _contents.Add(Key!, stop => ObjectContent.FetchAsync(transfers, address, options, progress: null, stop), WriteContent);
        }
        else
        {
            // What was read ahead comes first.
            _contents?.Finish();
            TransferProgress progress = new("Reading") { IsTotalKnown = true };
            WriteContent(Await(ObjectContent.FetchAsync(Transfers, address, options, progress, StopToken), progress));
        }
    }

    private void WriteContent(ObjectContent content)
    {
        _unverified.Note(content.Result);
        WriteObject(AsByteStream ? content.Bytes : content.Text(this, Encoding), enumerateCollection: false);
    }
}
