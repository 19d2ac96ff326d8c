using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Sync;

/// <summary>A local folder as one side of a sync.</summary>
internal sealed class FolderSide : SyncSide
{
    private readonly string _folder;
    private readonly bool _mayBeMissing;
    private readonly SyncOptions _options;

    public FolderSide(string folder, bool mayBeMissing, SyncOptions options)
        : base(options.Filter)
    {
        _folder = folder;
        _mayBeMissing = mayBeMissing;
        _options = options;
    }

    public override string Name => $"'{_folder}'";

    public override string NameOf(SyncEntry entry) => entry.Path!;

    public override async IAsyncEnumerable<SyncEntry> ReadAsync(
        Func<SyncFailure, ValueTask> onFailure, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_mayBeMissing && !Directory.Exists(_folder))
        {
            if (File.Exists(_folder))
            {
                throw FileErrors.Unwritable(_folder, new IOException("It is a file, not a folder."));
            }

            yield break;
        }

        Queue<SyncFailure> failures = [];
        FolderScan scan = new((path, error) => failures.Enqueue(new SyncFailure(path, error)))
        {
            Recurse = true,
            Links = _options.Links,
            Accepts = Includes,
            Enters = Enters,
            OnPassedOver = _options.PassedOver.Add,
        };
        foreach (LocalFile file in new LocalFolder(_folder, scan).Enumerate())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ReportAsync(failures, onFailure).ConfigureAwait(false);
            yield return new SyncEntry(file);
        }

        await ReportAsync(failures, onFailure).ConfigureAwait(false);
    }

    // An excluded folder still counts: the source is not empty.
    private bool Enters(string folder)
    {
        if (_options.FolderFilter is null || _options.FolderFilter(folder))
        {
            return true;
        }

        CountEntry();
        return false;
    }

    private static async ValueTask ReportAsync(Queue<SyncFailure> failures, Func<SyncFailure, ValueTask> onFailure)
    {
        while (failures.Count > 0)
        {
            await onFailure(failures.Dequeue()).ConfigureAwait(false);
        }
    }
}
