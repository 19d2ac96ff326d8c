using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;
using LakeFS.S3.Rest;
using LakeFS.S3.S3;

namespace LakeFS.S3.Direct;

/// <summary>
/// An object's content, written straight to the object store and then linked to its path. The object stays as it was until
/// the content is complete and has been compared with what the store says that it has.
/// </summary>
internal sealed class DirectTarget(DirectAccess access, ObjectAddress address, PresignSupport support) : IContentTarget
{
    // More URLs at once would expire before a slow line gets to them.
    private const int MaxUrlsAhead = 256;

    private readonly Dictionary<int, string> _urls = [];

    /// <summary>The last URL that was used; null before the first.</summary>
    public Uri? Url { get; private set; }

    public async Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken)
    {
        string place = string.Empty;
        PutResult stored = await SendAsync(
            body,
            known: null,
            async () =>
            {
                StagingLocationModel staging = await access.Presign.StageAsync(address, cancellationToken).ConfigureAwait(false);
                place = staging.PhysicalAddress;
                return staging.PresignedUrl;
            },
            cancellationToken).ConfigureAwait(false);
        if (body.Md5 is null)
        {
            // The store answered before it had everything.
            return stored;
        }

        string md5 = Hex.Of(body.Md5);
        if (stored.HasMd5 && !string.Equals(stored.ETag, md5, StringComparison.OrdinalIgnoreCase))
        {
            throw ObjectErrors.ContentMismatch(
                address.FactsAt(access.Connection.EndpointUrl),
                $"the content sent has the MD5 {md5}, the object store says {stored.ETag}.",
                "The object stays as it was.");
        }

        ObjectStatsModel linked = await access.Presign.LinkAsync(headers, place, md5, body.Length, cancellationToken).ConfigureAwait(false);
        access.Count();
        return new PutResult(ETags.Unquote(linked.Checksum), stored.HasMd5);
    }

    public async Task<string> BeginAsync(PutHeaders headers, int? parts, Action<Leftover> lost, CancellationToken cancellationToken)
    {
        // One URL at least: it shows which store it is.
        PresignedUploadModel upload = await access.Presign
            .BeginAsync(
                address,
                Math.Min(parts ?? 1, MaxUrlsAhead),
                () => lost(LeftoverOf(LeftoverKind.LostDirectUpload, string.Empty, string.Empty)),
                cancellationToken).ConfigureAwait(false);
        DirectUploadId id = new(upload.UploadId, upload.PhysicalAddress);
        try
        {
            foreach (string url in upload.PresignedUrls ?? [])
            {
                _urls.Add(_urls.Count + 1, url);
            }

            Url = StoreUrl.Require(access.Connection, _urls.Values.FirstOrDefault());
            await access.RequireReachableAsync(Url, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            using CancellationTokenSource timeout = new(CleanUpLimit.Timeout);
            try
            {
                await TryAbortAsync(id.ToString(), timeout.Token).ConfigureAwait(false);
            }
            catch (Exception second) when (second is LakeS3Exception or OperationCanceledException)
            {
                // The caller needs the first failure.
                lost(LeftoverOf(LeftoverKind.DirectUpload, id.Id, CleanUpLimit.ReasonOf(second)));
            }

            throw;
        }

        return id.ToString();
    }

    public Task<PutResult> PutPartAsync(string uploadId, int number, IRequestBody body, CancellationToken cancellationToken)
    {
        DirectUploadId upload = DirectUploadId.Parse(uploadId)!;
        return SendAsync(
            body,
            _urls.TryGetValue(number, out string? url) ? url : null,
            () => access.Presign.SignPartAsync(address, upload, number, cancellationToken),
            cancellationToken);
    }

    public async Task<string?> CompleteAsync(
        string uploadId, PutHeaders headers, IReadOnlyCollection<KeyValuePair<int, string>> parts, CancellationToken cancellationToken)
    {
        ObjectStatsModel stats = await access.Presign
            .CompleteAsync(DirectUploadId.Parse(uploadId)!, headers, parts, cancellationToken).ConfigureAwait(false);
        access.Count();
        // Whether it has the number of parts depends on the store.
        string etag = ETags.Unquote(stats.Checksum) ?? string.Empty;
        return etag.IndexOf('-') >= 0 ? etag : $"{etag}-{parts.Count}";
    }

    public async Task<bool> TryAbortAsync(string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await access.Presign.AbortAsync(address, DirectUploadId.Parse(uploadId)!, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LakeS3Exception gone) when (gone.Kind == LakeErrorKind.NotFound || gone.Message.IndexOf("NoSuchUpload", StringComparison.Ordinal) >= 0)
        {
            return false;
        }
    }

    private Leftover LeftoverOf(LeftoverKind kind, string uploadId, string reason) =>
        new(kind, address.Container, address.Ref, address.Key, uploadId, reason);

    // A URL that is refused is renewed once, because it may have expired; a new one that is refused shows that the store
    // refuses content from here.
    private async Task<PutResult> SendAsync(IRequestBody body, string? known, Func<Task<string?>> sign, CancellationToken cancellationToken)
    {
        Uri? url = known is null ? null : StoreUrl.Require(access.Connection, known);
        try
        {
            return await access.Connection.Retry.RunAsync(
                async () =>
                {
                    if (url is not null)
                    {
                        try
                        {
                            return await PutOnceAsync(url, body, cancellationToken).ConfigureAwait(false);
                        }
                        catch (ServerErrorException refusal) when (StoreClient.IsRefusal(refusal))
                        {
                            url = null;
                        }
                    }

                    Url = url = StoreUrl.Require(access.Connection, await sign().ConfigureAwait(false));
                    await access.RequireReachableAsync(url, cancellationToken).ConfigureAwait(false);
                    try
                    {
                        return await PutOnceAsync(url, body, cancellationToken).ConfigureAwait(false);
                    }
                    catch (ServerErrorException refusal) when (StoreClient.IsRefusal(refusal))
                    {
                        throw StoreClient.Refused(url, refusal);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not LakeS3Exception && url is not null && !cancellationToken.IsCancellationRequested)
        {
            LakeS3Exception? error = access.Store.Explain(url, failure);
            if (error is null)
            {
                throw;
            }

            throw error;
        }
    }

    private async Task<PutResult> PutOnceAsync(Uri url, IRequestBody body, CancellationToken cancellationToken)
    {
        try
        {
            return await BodyAttempt.RunAsync(
                body, () => access.Store.PutAsync(url, body, support.NeedsBlobType, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not LakeS3Exception && access.FallsBack(failure) && access.Store.Explain(url, failure) is not null)
        {
            // There is another way, so this one is not tried again.
            throw access.Store.Explain(url, failure)!;
        }
    }
}
