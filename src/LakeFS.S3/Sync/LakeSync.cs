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
/// Makes a folder and a prefix of a ref equal, or two prefixes: plans, transfers, and at the end deletes. The caller decides
/// for each planned action whether it is carried out. One instance serves one run.
/// </summary>
/// <remarks>
/// Equal is what has the same size and the same hash. A list shows an object's ETag and not what it is a hash of: a file
/// is hashed as a whole and as the parts that this library and the usual other tools cut it into, until one fits.
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

    /// <summary>How many files and objects the source has, as far as it was listed; also those that the filter left out.</summary>
    public long SourceCount => _direction.Source.Count;

    /// <summary>The source, as people call it.</summary>
    public string SourceName => _direction.Source.Name;

    /// <summary>The target, as people call it.</summary>
    public string TargetName => _direction.Target.Name;

    /// <summary>How many were found equal so far.</summary>
    public long UnchangedCount => _planner.Unchanged;

    /// <summary>How many deletions were noted.</summary>
    public long DeletionCount => _deletions.Count;

    /// <summary>From a local folder to a branch.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="prefix">The prefix, which is taken as a folder: <c>raw</c> means <c>raw/</c>. Empty for the whole branch.</param>
    /// <param name="options">What it concerns.</param>
    /// <returns>A sync; nothing is read or sent yet.</returns>
    /// <exception cref="LakeS3Exception">The ref can't be a branch.</exception>
    public static LakeSync Upload(LakeConnection connection, string folder, ObjectAddress prefix, SyncOptions options) =>
        new(new UploadDirection(connection, Path.GetFullPath(folder), prefix, options), options, connection);

    /// <summary>From a ref to a local folder.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="prefix">The prefix, which is taken as a folder: <c>raw</c> means <c>raw/</c>. Empty for the whole ref.</param>
    /// <param name="folder">The folder's full path; made where it does not exist.</param>
    /// <param name="options">What it concerns.</param>
    /// <returns>A sync; nothing is read or sent yet.</returns>
    public static LakeSync Download(LakeConnection connection, ObjectAddress prefix, string folder, SyncOptions options) =>
        new(new DownloadDirection(connection, prefix, Path.GetFullPath(folder), options), options, connection);

    /// <summary>From a ref to a branch, on the server.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="source">The prefix to copy from, taken as a folder.</param>
    /// <param name="target">The prefix to copy to, taken as a folder.</param>
    /// <param name="options">What it concerns.</param>
    /// <returns>A sync; nothing is read or sent yet.</returns>
    /// <exception cref="LakeS3Exception">The target's ref can't be a branch, or one prefix lies in the other.</exception>
    public static LakeSync Copy(LakeConnection connection, ObjectAddress source, ObjectAddress target, SyncOptions options) =>
        new(new CopyDirection(connection, source, target, options), options, connection);

    /// <summary>Streams what has to be done: transfers, deletions, and what failed on the way to them.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The steps, nearly in the order of their keys.</returns>
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

    /// <summary>Does a planned transfer.</summary>
    /// <param name="action">An upload, a download or a copy.</param>
    /// <param name="progress">Told how many more bytes went; a negative number where they go again. Or null.</param>
    /// <param name="cancellationToken">Stops it; the target then stays as it was.</param>
    /// <returns>What was transferred, checked on both sides as far as that can be.</returns>
    /// <exception cref="LakeS3Exception">It did not get there.</exception>
    public Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken) =>
        _direction.TransferAsync(action, progress, cancellationToken);

    /// <summary>Notes a planned deletion for the end.</summary>
    /// <param name="action">The deletion.</param>
    /// <exception cref="LakeS3Exception">There is no room for a temporary file.</exception>
    public void NoteDeletion(SyncAction action) => _deletions.Add(action);

    /// <summary>Notes a planned transfer that waits for deletions.</summary>
    /// <param name="action">The transfer.</param>
    /// <exception cref="LakeS3Exception">There is no room for a temporary file.</exception>
    public void NoteTransfer(SyncAction action) => _waiting.Add(action);

    /// <summary>The transfers that wait for deletions. To be done after these.</summary>
    /// <returns>The transfers, in the order in which they were noted.</returns>
    public IEnumerable<SyncAction> ReadWaitingTransfers() => _waiting.Read(_direction.Prefix, ObjectRemover.MaxBatch).SelectMany(batch => batch);

    /// <summary>Does the deletions that were noted. To be called when all transfers have ended well.</summary>
    /// <param name="cancellationToken">Stops it; what was deleted by then stays deleted.</param>
    /// <returns>The actions that were done, and why the others were not.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async IAsyncEnumerable<SyncStep> DeleteAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (IReadOnlyList<SyncAction> batch in _deletions.Read(_direction.Prefix, ObjectRemover.MaxBatch))
        {
            foreach (SyncStep step in await _direction.DeleteAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                yield return step;
            }
        }
    }

    /// <summary>Forgets what was noted.</summary>
    public void Dispose()
    {
        _deletions.Dispose();
        _waiting.Dispose();
        _planner.Dispose();
    }
}
