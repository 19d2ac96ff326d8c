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

    public FolderSide(string folder, bool mayBeMissing, Func<string, bool>? filter)
        : base(filter)
    {
        _folder = folder;
        _mayBeMissing = mayBeMissing;
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
        foreach (LocalFile file in new LocalFolder(_folder, recurse: true).Enumerate((path, error) => failures.Enqueue(new SyncFailure(path, error))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await TellAsync(failures, onFailure).ConfigureAwait(false);
            if (Takes(file.Key))
            {
                yield return new SyncEntry(file);
            }
        }

        await TellAsync(failures, onFailure).ConfigureAwait(false);
    }

    private static async ValueTask TellAsync(Queue<SyncFailure> failures, Func<SyncFailure, ValueTask> onFailure)
    {
        while (failures.Count > 0)
        {
            await onFailure(failures.Dequeue()).ConfigureAwait(false);
        }
    }
}
