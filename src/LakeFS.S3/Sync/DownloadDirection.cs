using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Sync;

/// <summary>From a ref to a local folder.</summary>
internal sealed class DownloadDirection : SyncDirection
{
    private readonly LakeTransfers _transfers;
    private readonly ContentComparer _comparer;
    private readonly ContentRecords _records;
    private readonly PrefixSide _source;
    private readonly string _folder;
    private readonly FolderLayout _layout;
    private readonly SyncOptions _options;
    private readonly FileDeleter _deleter;
    private readonly Lazy<NameClaims?> _claims;

    public DownloadDirection(LakeConnection connection, ObjectAddress prefix, string folder, SyncOptions options)
    {
        _transfers = new LakeTransfers(connection);
        _comparer = new ContentComparer(connection);
        _records = new ContentRecords(connection);
        _source = new PrefixSide(connection, prefix, options.Filter) { SkipsFolderMarkers = true, NeedsEveryKey = true };
        _folder = folder;
        _layout = new FolderLayout(folder, _source.Prefix.Key);
        _options = options;
        _deleter = new FileDeleter(folder, options);
        _claims = new Lazy<NameClaims?>(() => Probe() is { IsAny: true } folding ? new NameClaims(folding) : null);
        Target = new FolderSide(folder, mayBeMissing: true, options);
    }

    public override SyncSide Source => _source;

    public override SyncSide Target { get; }

    public override ObjectAddress Prefix => _source.Prefix;

    public override bool HasOtherNames => _claims.Value is not null;

    public override ValueTask<bool> IsSameAsync(SyncEntry source, SyncEntry target, byte[] buffer, CancellationToken cancellationToken) =>
        _comparer.IsSameAsync(target.Path!, target.Size, _source.AddressOf(source.Key), source.ETag, buffer, cancellationToken);

    public override void Claim(SyncEntry source)
    {
        if (_claims.Value?.TryClaim(source.Key, source.Key) == false)
        {
            throw FileErrors.NameTaken(_source.AddressOf(source.Key).Key, _folder);
        }
    }

    public override bool IsClaimed(string key) => _claims.Value?.IsClaimed(key) == true;

    public override SyncEntry? FindByOtherName(SyncEntry source) =>
        HasOtherNames
        && _layout.TryPathOf(_source.AddressOf(source.Key).Key) is string path
        && FolderLook.Walk(_folder, path, _options.Links) is (string found, PlaceKind.File)
        && found == path
            ? new SyncEntry(new LocalFile(source.Key, path, new FileInfo(path).Length))
            : null;

    public override SyncAction? Transfer(SyncEntry source, string reason)
    {
        ObjectAddress address = _source.AddressOf(source.Key);
        string path = _layout.PathOf(address.Key);
        (string step, PlaceKind kind) = FolderLook.Walk(_folder, path, _options.Links);
        if (kind == PlaceKind.Link)
        {
            return _options.Links == LakeLinkRule.Skip ? Skip(step) : throw FileErrors.IsLink(step);
        }

        bool isBlocked = kind == (step == path ? PlaceKind.Folder : PlaceKind.File);
        return new SyncAction(SyncActionKind.Download, address, source.Size, reason) { Path = path, WaitsForDeletions = isBlocked && _options.Delete };
    }

    public override SyncAction? Deletion(SyncEntry target) => new SyncAction(SyncActionKind.Delete, _source.AddressOf(target.Key), target.Size, SyncReason.NotInSource)
    {
        Path = target.Path,
        Written = File.GetLastWriteTimeUtc(target.Path!),
    };

    public override Task RequireWritableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (_options.Delete)
        {
            FileDeleter.DeleteEmptyFolder(action.Path!);
        }

        DownloadOptions options = new() { Force = _options.Force, Folder = _folder, Links = _options.Links, PreserveTime = _options.PreserveTime };
        LakeTransferResult result = await _transfers.DownloadFileAsync(action.Address, action.Size, action.Path!, options, progress, cancellationToken)
            .ConfigureAwait(false);
        if (!result.Verified)
        {
            _records.Add(action.Address, result.ETag, result.Size, action.Path!);
        }

        return result;
    }

    public override Task<IReadOnlyList<SyncStep>> DeleteAsync(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken) =>
        Task.Run(() => _deleter.Delete(actions, cancellationToken), cancellationToken);

    private SyncAction? Skip(string link)
    {
        _options.PassedOver.Add(link);
        return null;
    }

    private NameFolding Probe()
    {
        try
        {
            if (!_options.PlansOnly)
            {
                Directory.CreateDirectory(_folder);
                NameFolding found = NameProbe.Try(_folder);
                _deleter.Started = Directory.GetLastWriteTimeUtc(_folder);
                return found;
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // In a folder that can't be written nothing is replaced, but the existing files are compared.
            return Directory.Exists(_folder) ? NameProbe.Guess(_folder) : NameFolding.None;
        }

        return Directory.Exists(_folder) ? NameProbe.Guess(_folder) : NameFolding.None;
    }
}
