using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Sync;

namespace LakeFS.S3;

/// <summary>
/// Makes a prefix equal to a folder, a folder equal to a prefix, or one prefix equal to another: plans, transfers, and
/// deletes at the end. The caller decides for each planned action whether to run it. One instance serves one run.
/// </summary>
/// <remarks>
/// Two entries are equal if they have the same size and the same hash. A list shows an object's ETag, but not what it is a
/// hash of: a file is hashed as a whole, and with the part sizes of this library and of common other tools, until one
/// matches.
/// </remarks>
public sealed class LakeSync : IDisposable
{
    private readonly SyncDirection _direction;
    private readonly SyncPlanner _planner;
    private readonly SyncNotes _deletions = new();
    private readonly SyncNotes _waiting = new();

    private LakeSync(SyncDirection direction, SyncOptions options, LakeConnection connection)
    {
        _direction = direction;
        _planner = new SyncPlanner(direction, options, connection.MaxConcurrency);
    }

    /// <summary>The number of files or objects in the source as listed so far, including those that the filter excludes.</summary>
    public long SourceCount => _direction.Source.Count;

    /// <summary>The display name of the source.</summary>
    public string SourceName => _direction.Source.Name;

    /// <summary>The display name of the target.</summary>
    public string TargetName => _direction.Target.Name;

    /// <summary>The number of entries found equal so far.</summary>
    public long UnchangedCount => _planner.Unchanged;

    /// <summary>The number of deletions recorded.</summary>
    public long DeletionCount => _deletions.Count;

    /// <summary>From a local folder to a branch.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="prefix">The prefix, treated as a folder: <c>raw</c> means <c>raw/</c>. Empty for the whole branch.</param>
    /// <param name="options">The options.</param>
    /// <returns>A sync; nothing has been read or sent.</returns>
    /// <exception cref="LakeS3Exception">The ref can't be a branch.</exception>
    public static LakeSync Upload(LakeConnection connection, string folder, ObjectAddress prefix, SyncOptions options) =>
        new(new UploadDirection(connection, Path.GetFullPath(folder), prefix, options), options, connection);

    /// <summary>From a ref to a local folder.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="prefix">The prefix, treated as a folder: <c>raw</c> means <c>raw/</c>. Empty for the whole ref.</param>
    /// <param name="folder">The folder's full path; created if it does not exist.</param>
    /// <param name="options">The options.</param>
    /// <returns>A sync; nothing has been read or sent.</returns>
    public static LakeSync Download(LakeConnection connection, ObjectAddress prefix, string folder, SyncOptions options) =>
        new(new DownloadDirection(connection, prefix, Path.GetFullPath(folder), options), options, connection);

    /// <summary>From a ref to a branch, on the server.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="source">The prefix to copy from, treated as a folder.</param>
    /// <param name="target">The prefix to copy to, treated as a folder.</param>
    /// <param name="options">The options.</param>
    /// <returns>A sync; nothing has been read or sent.</returns>
    /// <exception cref="LakeS3Exception">The target's ref can't be a branch, or one prefix contains the other.</exception>
    public static LakeSync Copy(LakeConnection connection, ObjectAddress source, ObjectAddress target, SyncOptions options) =>
        new(new CopyDirection(connection, source, target, options), options, connection);

    /// <summary>Streams the plan: transfers, deletions, and failures.</summary>
    /// <param name="cancellationToken">Cancels the planning.</param>
    /// <returns>The steps, approximately in key order.</returns>
    /// <exception cref="LakeS3Exception">A side can't be listed or written to, or an empty source would empty the target.</exception>
    public async IAsyncEnumerable<SyncStep> PlanAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isTargetKnown = false;
        await foreach (SyncStep step in _planner.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!isTargetKnown && step is SyncAction)
            {
                await _direction.RequireWritableAsync(cancellationToken).ConfigureAwait(false);
                isTargetKnown = true;
            }

            yield return step;
        }
    }

    /// <summary>Runs a planned transfer.</summary>
    /// <param name="action">An upload, a download or a copy.</param>
    /// <param name="progress">Receives the number of bytes transferred since the last report, negative if bytes have to be sent again; or null.</param>
    /// <param name="cancellationToken">Cancels the transfer; the target stays as it was.</param>
    /// <returns>The result, verified as far as possible.</returns>
    /// <exception cref="LakeS3Exception">The transfer failed.</exception>
    public Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken) =>
        _direction.TransferAsync(action, progress, cancellationToken);

    /// <summary>Records a planned deletion, to run at the end.</summary>
    /// <param name="action">The deletion.</param>
    /// <exception cref="LakeS3Exception">The temporary file can't be written.</exception>
    public void NoteDeletion(SyncAction action) => _deletions.Add(action);

    /// <summary>Records a planned transfer that waits for deletions.</summary>
    /// <param name="action">The transfer.</param>
    /// <exception cref="LakeS3Exception">The temporary file can't be written.</exception>
    public void NoteTransfer(SyncAction action) => _waiting.Add(action);

    /// <summary>Reads the transfers that wait for deletions, to run after them.</summary>
    /// <returns>The transfers, in the order they were recorded.</returns>
    public IEnumerable<SyncAction> ReadWaitingTransfers() => _waiting.Read(_direction.Prefix, ObjectRemover.MaxBatch).SelectMany(batch => batch);

    /// <summary>Runs the recorded deletions. Call it once all transfers have succeeded.</summary>
    /// <param name="cancellationToken">Cancels the remaining deletions.</param>
    /// <returns>The completed actions, and the failures.</returns>
    /// <exception cref="LakeS3Exception">The server refused a request or could not be reached.</exception>
    public async IAsyncEnumerable<SyncStep> DeleteAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<SyncStep> batch in DeleteInBatchesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (SyncStep step in batch)
            {
                yield return step;
            }
        }
    }

    /// <summary>Like <see cref="DeleteAsync"/>, with what came of one request at a time.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<SyncStep>> DeleteInBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (IReadOnlyList<SyncAction> batch in _deletions.Read(_direction.Prefix, ObjectRemover.MaxBatch))
        {
            yield return await _direction.DeleteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the recorded actions.</summary>
    public void Dispose()
    {
        _deletions.Dispose();
        _waiting.Dispose();
        _planner.Dispose();
    }
}
