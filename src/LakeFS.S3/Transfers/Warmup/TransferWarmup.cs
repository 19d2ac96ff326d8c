using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Direct;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;
using LakeFS.S3.Transfers.Download;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3.Transfers.Warmup;

/// <summary>
/// Runs each kind of transfer once, without network or files, so that its code is compiled before the session's first
/// transfer. Without it, the first transfer compiles some 300 methods in sequence before any content is sent.
/// </summary>
internal static class TransferWarmup
{
    private const int RangeSize = RangeReader.BufferSize;
    private const int LargeSize = 3 * RangeSize;
    private const int SmallSize = 4 * 1024;

    private static readonly Lazy<Task> Once = new(() => Task.Run(RunAsync));

    /// <summary>
    /// Starts the warmup on the first call; later calls do nothing. It keeps one processor busy for a few hundred
    /// milliseconds, so a machine with a single processor skips it.
    /// </summary>
    /// <returns>A task that completes with the warmup; callers need not wait for it.</returns>
    public static Task BeginAsync() => Environment.ProcessorCount > 1 ? Once.Value : Task.CompletedTask;

    private static async Task RunAsync()
    {
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = "http://localhost",
            Credential = new LakeCredential("warmup", "warmup", nameof(TransferWarmup)),
            Transport = new WarmupServer(RangeSize),
            // One request at a time leaves a processor to the session.
            MaxConcurrency = 1,
        });
        TransferContext context = new(connection) { RangeSize = RangeSize };
        using LakeTransferBatch batch = new(connection, keepsResults: false, CancellationToken.None);
        // The large object first: it saves more for a session that transfers right away.
        foreach (int size in new[] { LargeSize, SmallSize })
        {
            await batch.AddAsync(new LakeTransferJob(size, stop => RoundTripAsync(context, size, stop)), CancellationToken.None).ConfigureAwait(false);
        }

        batch.Complete();
        await batch.Completion.ConfigureAwait(false);
        if (batch.TryTake(out LakeTransferOutcome? failure))
        {
            throw failure!.Error!;
        }
    }

    private static async Task<LakeTransferResult?> RoundTripAsync(TransferContext context, int size, CancellationToken cancellationToken)
    {
        ObjectAddress address = new("warmup", "main", size.ToString(CultureInfo.InvariantCulture));
        ChosenSource source = new(context.Direct, new GatewaySource(context.S3.Content, address), address, size: null);
        RangeReader reader = new(source, progress: null);
        FetchedContent content = await new ObjectDownload(context, address, reader, new WarmupTarget(), skipsCheck: false, expectedSize: null, progress: null)
            .RunAsync(journal: null, cancellationToken).ConfigureAwait(false);
        if (!content.IsVerified)
        {
            throw new LakeS3Exception($"{address.Uri} was not read as it is.");
        }

        using MemoryStream zeros = new(new byte[size]);
        await new Uploader(context, new UploadRequest(address), progress: null, context.Direct).SendStreamAsync(zeros, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
