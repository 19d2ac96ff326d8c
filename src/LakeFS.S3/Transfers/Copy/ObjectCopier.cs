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
/// Copies objects: within a store on the server, from one store to another through this machine, in ranges that become
/// parts. Where the target takes content that was not hashed before, it passes through; otherwise parts are held. All
/// copies of one instance share their memory and their stores' requests.
/// </summary>
internal sealed class ObjectCopier
{
    // The largest part that is held in memory, where it has to be.
    private const long MaxHeld = 64L * 1024 * 1024;

    // What S3 takes as a part, and copies with one request; lakeFS copies anything.
    private const long MaxOnS3 = 5L * 1024 * 1024 * 1024;

    // What lists say of every object that was written without naming another class.
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
    /// <param name="target">Where to.</param>
    /// <param name="listed">What a list showed of the source, which then is not looked at within a store; null where nothing is known.</param>
    /// <param name="progress">Told how many more bytes went through this machine, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The copy, and how its content was transferred; null where it was not.</returns>
    /// <exception cref="LakeS3Exception">The source does not exist, the target can't be written, or a server refused.</exception>
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
            catch (LakeS3Exception other) when (ErrorCatalog.ContentMismatch.Is(other))
            {
                // The source was replaced after it was listed. What it is now is copied, and looked at first.
            }
        }

        // Also says what the copy will be: the answer to a copy has no size.
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
            // A key may write there and not read; what was sent is known.
            return (new LakeObject(target, original.Size, null, sent.ETag, StorageClass), sent);
        }
    }

    /// <summary>Copies an object that a list showed.</summary>
    /// <exception cref="LakeS3Exception">The source is another one by now or gone, the target can't be written, or a server refused.</exception>
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
        _connection.StoreOf(source).LeadsToTheSameStoreAs(_connection.StoreOf(target)) && (target.IsOnLakeFS || size <= MaxOnS3);

    private async Task<LakeObject> CopyOnServerAsync(
        ObjectAddress source, ObjectAddress target, long size, string? knownETag, CancellationToken cancellationToken)
    {
        LakeS3Connection store = _connection.StoreOf(target);
        CopyResult copy = await new S3Client(store).CopyAsync(source, target, cancellationToken).ConfigureAwait(false);
        string? etag = copy.ETag;
        // S3 makes one piece of what came in parts, and may encrypt it anew.
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
        PartLayout? cut = knowledge.CanBeChecked ? knowledge.Likeliest : null;
        TransferContext from = _contexts.Of(source);
        TransferContext to = _contexts.Of(target);
        Uploader uploader = new(
            to, new UploadRequest(target) { ContentType = original.ContentType, Metadata = original.Metadata, Headers = original.Headers }, progress);
        // What is short is checked before it is sent.
        bool passesThrough = to.S3.Content.StreamsBodies && original.Size > PartLayout.MinSize;
        if (cut is null && original.Size < Uploader.MultipartThreshold)
        {
            return passesThrough
                ? await PassAsync(knowledge, from, source, uploader, cancellationToken).ConfigureAwait(false)
                : await HoldAsync(knowledge, from, source, uploader, cancellationToken).ConfigureAwait(false);
        }

        // Cut as the source is, the copy has the same ETag, and the parts' hashes prove both.
        if (passesThrough && (cut is null ? !knowledge.CanBeChecked : cut.IsUpTo(MaxOnS3)))
        {
            StreamingCopyParts ranges = new(from, source, knowledge, cut ?? PartLayout.For(original.Size));
            LakeTransferResult passed = await uploader.SendPartsAsync(ranges, cancellationToken).ConfigureAwait(false);
            return Judge(passed, ranges.IsVerified);
        }

        using BufferedCopyParts parts = new(from, source, knowledge, cut is not null && cut.IsUpTo(MaxHeld) ? cut : PartLayout.For(original.Size), _budget);
        LakeTransferResult sent = await uploader.SendPartsAsync(parts, cancellationToken).ConfigureAwait(false);
        return Judge(sent, parts.IsVerified);
    }

    // In one piece, whose ETag is the MD5 of what went through.
    private static async Task<LakeTransferResult> PassAsync(
        ETagInfo knowledge, TransferContext from, ObjectAddress source, Uploader uploader, CancellationToken cancellationToken)
    {
        using StreamingCopyBody body = new(
            new RangeReader(from, source, progress: null), new ContentRange(0, knowledge.Size - 1), knowledge.ETag, cancellationToken);
        LakeTransferResult sent = await uploader.SendBodyAsync(body, cancellationToken).ConfigureAwait(false);
        // The ETag of a target that encrypts with a key of its own is no digest.
        string? digest = sent.Verified && knowledge.CanBeChecked ? sent.ETag : null;
        ContentCheck check = new(from.Connection, source, knowledge) { Kept = "The copy holds it: copy again, or remove it." };
        return Judge(sent, await check.JudgeAsync(digest, readAgain: null, cancellationToken).ConfigureAwait(false));
    }

    private async Task<LakeTransferResult> HoldAsync(
        ETagInfo knowledge, TransferContext from, ObjectAddress source, Uploader uploader, CancellationToken cancellationToken)
    {
        using BufferedCopyParts whole = new(from, source, knowledge, PartLayout.Of(Math.Max(1, knowledge.Size)), _budget);
        using ReplayableContent body = await whole.NextAsync(cancellationToken).ConfigureAwait(false) ?? new MemoryContent([], 0, release: null);
        await whole.RequireUnchangedAsync([], cancellationToken).ConfigureAwait(false);
        LakeTransferResult sent = await uploader.SendBodyAsync(body, cancellationToken).ConfigureAwait(false);
        return Judge(sent, whole.IsVerified);
    }

    private static LakeTransferResult Judge(LakeTransferResult sent, bool isVerified) => sent.WithVerified(sent.Verified && isVerified);
}
