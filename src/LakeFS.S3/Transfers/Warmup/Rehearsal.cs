using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Transfers.Common;
using LakeFS.S3.Transfers.Download;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3.Transfers.Warmup;

/// <summary>
/// Does what transfers do once, without network and files, so that the code for it is compiled before the session's first
/// transfer: that one would otherwise compile some 300 methods, one after the other, before its content flows.
/// </summary>
internal static class Rehearsal
{
    private const int RangeSize = RangeReader.BufferSize;
    private const int LargeSize = 3 * RangeSize;
    private const int SmallSize = 4 * 1024;

    private static readonly Lazy<Task> Once = new(() => Task.Run(RunAsync));

    /// <summary>
    /// Begins the rehearsal, the first time it is called; later calls do nothing. It keeps one processor busy for a few
    /// hundred milliseconds, so a machine that has no other does without.
    /// </summary>
    /// <returns>A task that ends with the rehearsal; nobody has to wait for it.</returns>
    public static Task BeginAsync() => Environment.ProcessorCount > 1 ? Once.Value : Task.CompletedTask;

    private static async Task RunAsync()
    {
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = "http://localhost",
            Credential = new LakeCredential("rehearsal", "rehearsal", nameof(Rehearsal)),
            Transport = new RehearsalServer(RangeSize),
            // One thread at a time: what the session does meanwhile needs one too.
            MaxConcurrency = 1,
        });
        TransferScope scope = new(connection) { RangeSize = RangeSize };
        using LakeTransferBatch batch = new(connection, keepsResults: false, CancellationToken.None);
        // A session that goes on at once has the more to gain from a large object.
        foreach (int size in new[] { LargeSize, SmallSize })
        {
            await batch.AddAsync(new LakeTransferJob(size, stop => GoThereAndBackAsync(scope, size, stop)), CancellationToken.None).ConfigureAwait(false);
        }

        batch.Complete();
        await batch.Completion.ConfigureAwait(false);
        if (batch.TryTake(out LakeTransferOutcome? failure))
        {
            throw failure!.Error!;
        }
    }

    private static async Task<LakeTransferResult?> GoThereAndBackAsync(TransferScope scope, int size, CancellationToken cancellationToken)
    {
        ObjectAddress address = new("rehearsal", "main", size.ToString(CultureInfo.InvariantCulture));
        RangeReader reader = new(scope, address, progress: null);
        FetchedContent came = await new ParallelDownload(scope, address, reader, new RehearsalTarget(), skipsCheck: false, progress: null)
            .RunAsync(journal: null, cancellationToken).ConfigureAwait(false);
        if (!came.IsVerified)
        {
            throw Downloader.Corrupt(scope.Connection, address, came.ETag);
        }

        using MemoryStream content = new(new byte[size]);
        await new Uploader(scope, new UploadRequest(address), progress: null).SendStreamAsync(content, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
