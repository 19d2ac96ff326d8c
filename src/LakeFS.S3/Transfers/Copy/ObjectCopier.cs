using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;
using LakeFS.S3.Transfers.Download;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3.Transfers.Copy;

/// <summary>
/// Copies objects: on the server within a store, or through this machine between stores, in ranges that become parts.
/// Content is streamed if the target accepts bodies that were not hashed first; otherwise parts are buffered. All copies
/// of an instance share one memory budget and the stores' request slots.
/// </summary>
internal sealed class ObjectCopier
{
    // The largest part that is buffered in memory.
    private const long MaxBuffered = 64L * 1024 * 1024;

    // S3's limit for a part, and for a copy in one request. lakeFS has no such limit.
    private const long MaxOnS3 = 5L * 1024 * 1024 * 1024;

    // The storage class that lists show for objects written without one.
    private const string StorageClass = "STANDARD";

    private readonly LakeConnection _connection;
    private readonly TransferContexts _contexts;
    private readonly BufferBudget _budget = new();

    public ObjectCopier(LakeConnection connection)
    {
        _connection = connection;
        _contexts = new TransferContexts(connection);
    }

    /// <summary>Copies an object.</summary>
    /// <param name="source">The object.</param>
    /// <param name="target">The address of the copy.</param>
    /// <param name="listed">The source as a list showed it, which saves a request within a store; or null.</param>
    /// <param name="progress">Receives the number of bytes transferred through this machine; may be null.</param>
    /// <param name="cancellationToken">Cancels the copy.</param>
    /// <returns>The copy, and its transfer through this machine; null for a copy on the server.</returns>
    /// <exception cref="LakeS3Exception">The source does not exist, the target can't be written, or a server refused a request.</exception>
    public async Task<(LakeObject Copy, LakeTransferResult? Transfer)> CopyAsync(
        ObjectAddress source, ObjectAddress target, LakeObject? listed, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(target);
        if (listed?.ETag is string etag && IsOnServer(source, target, listed.Size))
        {
            try
            {
                return (await CopyOnServerAsync(source, target, listed.Size, etag, cancellationToken).ConfigureAwait(false), null);
            }
            catch (LakeS3Exception other) when (ErrorCatalog.ContentMismatch.Is(other) || other.Kind == LakeErrorKind.NotFound)
            {
                // The source was replaced or removed after it was listed. It is copied as it is now; if it is gone, only a
                // request for it says so: the error of a copy names the target.
            }
        }

        // Needed for the result too: the response to a copy has no size.
        LakeObjectMetadata original = await _contexts.Of(source).S3.GetMetadataAsync(source, cancellationToken).ConfigureAwait(false);
        if (IsOnServer(source, target, original.Size))
        {
            return (await CopyOnServerAsync(source, target, original.Size, original.ETag, cancellationToken).ConfigureAwait(false), null);
        }

        (progress as ITransferSize)?.Expect(original.Size);
        LakeTransferResult sent = await StreamAsync(original, source, target, progress, cancellationToken).ConfigureAwait(false);
        try
        {
            LakeObjectMetadata copy = await _contexts.Of(target).S3.GetMetadataAsync(target, cancellationToken).ConfigureAwait(false);
            return (new LakeObject(target, copy.Size, copy.LastModified, copy.ETag, StorageClass), sent);
        }
        catch (LakeS3Exception denied) when (denied.Kind == LakeErrorKind.PermissionDenied)
        {
            // The key may write but not read; the result is built from what was sent.
            return (new LakeObject(target, original.Size, null, sent.ETag, StorageClass), sent);
        }
    }

    /// <summary>Copies an object from a list.</summary>
    /// <exception cref="LakeS3Exception">The source has changed or is gone, the target can't be written, or a server refused a request.</exception>
    public async Task<LakeTransferResult> CopyListedAsync(
        ObjectAddress source, ObjectAddress target, long size, string? etag, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        if (!IsOnServer(source, target, size))
        {
            LakeObjectMetadata original = await _contexts.Of(source).S3.GetMetadataAsync(source, cancellationToken).ConfigureAwait(false);
            return await StreamAsync(original, source, target, progress, cancellationToken).ConfigureAwait(false);
        }

        LakeObject copy = await CopyOnServerAsync(source, target, size, etag, cancellationToken).ConfigureAwait(false);
        progress?.Report(size);
        return new LakeTransferResult(target, path: null, size, copy.ETag, verified: true, watch.Elapsed);
    }

    private bool IsOnServer(ObjectAddress source, ObjectAddress target, long size) =>
        _connection.StoreOf(source).SharesStoreWith(_connection.StoreOf(target)) && (target.IsOnLakeFS || size <= MaxOnS3);

    private async Task<LakeObject> CopyOnServerAsync(
        ObjectAddress source, ObjectAddress target, long size, string? knownETag, CancellationToken cancellationToken)
    {
        LakeS3Connection store = _connection.StoreOf(target);
        CopyResult copy = await new S3Client(store).CopyAsync(source, target, cancellationToken).ConfigureAwait(false);
        string? etag = copy.ETag;
        // S3 joins the parts of a multipart object and may re-encrypt its content; both change the ETag.
        bool isComparable = target.IsOnLakeFS || (knownETag?.IndexOf('-') < 0 && copy.HasMd5);
        return etag is not null && (etag == knownETag || !isComparable)
            ? new LakeObject(target, size, copy.LastModified, etag, StorageClass)
            : throw ObjectErrors.ContentMismatch(
                target.FactsAt(store.EndpointUrl), $"the copy has ETag {etag ?? "none"}, the source had {knownETag ?? "none"} when it was looked at.", "The copy was left as it is.");
    }

    private async Task<LakeTransferResult> StreamAsync(
        LakeObjectMetadata original, ObjectAddress source, ObjectAddress target, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ETagInfo knowledge = original.Knowledge;
        PartLayout? layout = knowledge.CanBeChecked ? knowledge.Likeliest : null;
        TransferContext from = _contexts.Of(source);
        TransferContext to = _contexts.Of(target);
        Uploader uploader = new(
            to, new UploadRequest(target) { ContentType = original.ContentType, Metadata = original.Metadata, Headers = original.Headers }, progress);
        // Small content is verified before it is sent.
        bool canStream = to.S3.Content.StreamsBodies && original.Size > PartLayout.MinSize;
        if (layout is null && original.Size < Uploader.MultipartThreshold)
        {
            return canStream
                ? await StreamWholeAsync(knowledge, from, source, uploader, cancellationToken).ConfigureAwait(false)
                : await BufferWholeAsync(knowledge, from, source, uploader, cancellationToken).ConfigureAwait(false);
        }

        // With the source's part layout, the copy gets the same ETag, and the parts' MD5s verify both.
        if (canStream && (layout is null ? !knowledge.CanBeChecked : layout.IsUpTo(MaxOnS3)))
        {
            StreamingCopyParts ranges = new(from, source, knowledge, layout ?? PartLayout.For(original.Size));
            LakeTransferResult streamed = await uploader.SendPartsAsync(ranges, cancellationToken).ConfigureAwait(false);
            return WithVerification(streamed, ranges.IsVerified);
        }

        using BufferedCopyParts parts = new(from, source, knowledge, layout is not null && layout.IsUpTo(MaxBuffered) ? layout : PartLayout.For(original.Size), _budget);
        LakeTransferResult sent = await uploader.SendPartsAsync(parts, cancellationToken).ConfigureAwait(false);
        return WithVerification(sent, parts.IsVerified);
    }

    // A single request, so the ETag is the MD5 of the streamed content.
    private static async Task<LakeTransferResult> StreamWholeAsync(
        ETagInfo knowledge, TransferContext from, ObjectAddress source, Uploader uploader, CancellationToken cancellationToken)
    {
        using StreamingCopyBody body = new(
            new RangeReader(from, source, progress: null), new ContentRange(0, knowledge.Size - 1), knowledge.ETag, cancellationToken);
        LakeTransferResult sent = await uploader.SendBodyAsync(body, cancellationToken).ConfigureAwait(false);
        // The ETag of a target that encrypts with its own key is not a digest.
        LayoutDigest? digest = sent.Verified && knowledge.CanBeChecked && sent.ETag is string etag ? new LayoutDigest(null, etag) : null;
        ContentCheck check = new(from.Connection, source, knowledge) { Kept = "The copy holds it: copy again, or remove it." };
        return WithVerification(sent, await check.VerifyAsync(digest, readAgain: null, cancellationToken).ConfigureAwait(false));
    }

    private async Task<LakeTransferResult> BufferWholeAsync(
        ETagInfo knowledge, TransferContext from, ObjectAddress source, Uploader uploader, CancellationToken cancellationToken)
    {
        using BufferedCopyParts whole = new(from, source, knowledge, PartLayout.Of(Math.Max(1, knowledge.Size)), _budget);
        using ReplayableContent body = await whole.NextAsync(cancellationToken).ConfigureAwait(false) ?? new MemoryContent([], 0, release: null);
        await whole.RequireUnchangedAsync([], cancellationToken).ConfigureAwait(false);
        LakeTransferResult sent = await uploader.SendBodyAsync(body, cancellationToken).ConfigureAwait(false);
        return WithVerification(sent, whole.IsVerified);
    }

    private static LakeTransferResult WithVerification(LakeTransferResult sent, bool isVerified) => sent.WithVerified(sent.Verified && isVerified);
}
