using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.S3;

namespace LakeFS.S3.Direct;

/// <summary>
/// An object's content, written straight to the object store or through the gateway. An upload id says which way its upload
/// goes, so that one that is resumed goes on in the same way.
/// </summary>
/// <param name="access">Decides; null if content has to go through the gateway.</param>
/// <param name="gateway">The way through the gateway.</param>
/// <param name="address">The object.</param>
internal sealed class ChosenTarget(DirectAccess? access, IContentTarget gateway, ObjectAddress address) : IContentTarget
{
    private DirectTarget? _direct;
    private bool _hasGivenUp;

    public async Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken)
    {
        if (await FindDirectAsync(body.Length, needsParts: false, cancellationToken).ConfigureAwait(false) is DirectTarget direct)
        {
            try
            {
                return await direct.PutAsync(headers, body, cancellationToken).ConfigureAwait(false);
            }
            catch (LakeS3Exception failure) when (TryGiveUp(failure))
            {
                // The body was reset and can be sent again.
            }
        }

        return await gateway.PutAsync(headers, body, cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> BeginAsync(PutHeaders headers, int? parts, Action<Leftover> lost, CancellationToken cancellationToken)
    {
        // lakeFS can't complete an upload to the store only if the object is absent. And content of an unknown length can be
        // read only once, so there would be no way back if the store refused it.
        bool canBeDirect = !headers.NoClobber && (parts is not null || access?.IsRequired == true);
        if (canBeDirect && await FindDirectAsync(long.MaxValue, needsParts: true, cancellationToken).ConfigureAwait(false) is DirectTarget direct)
        {
            try
            {
                return await direct.BeginAsync(headers, parts, lost, cancellationToken).ConfigureAwait(false);
            }
            catch (LakeS3Exception failure) when (TryGiveUp(failure))
            {
                // Nothing was sent yet.
            }
        }

        return await gateway.BeginAsync(headers, parts, lost, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PutResult> PutPartAsync(string uploadId, int number, IRequestBody body, CancellationToken cancellationToken) =>
        await (await TargetOfAsync(uploadId, cancellationToken).ConfigureAwait(false)).PutPartAsync(uploadId, number, body, cancellationToken).ConfigureAwait(false);

    public async Task<string?> CompleteAsync(
        string uploadId, PutHeaders headers, IReadOnlyCollection<KeyValuePair<int, string>> parts, CancellationToken cancellationToken) =>
        await (await TargetOfAsync(uploadId, cancellationToken).ConfigureAwait(false)).CompleteAsync(uploadId, headers, parts, cancellationToken).ConfigureAwait(false);

    public async Task<bool> TryAbortAsync(string uploadId, CancellationToken cancellationToken) =>
        await (await TargetOfAsync(uploadId, cancellationToken).ConfigureAwait(false)).TryAbortAsync(uploadId, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether an upload that was begun earlier can be continued.</summary>
    public bool CanContinue(string uploadId) => DirectUploadId.Parse(uploadId) is null || (!_hasGivenUp && access?.Wants(long.MaxValue) == true);

    /// <summary>Takes the way through the gateway from now on, if a failure is one of the object store and that is allowed.</summary>
    /// <returns>True if the content can be sent again.</returns>
    public bool TryGiveUp(LakeS3Exception failure)
    {
        if (_hasGivenUp || access?.FallsBack(failure) != true)
        {
            return false;
        }

        access.GiveUp(_direct?.Url, failure);
        _hasGivenUp = true;
        return true;
    }

    // Null if the content goes through the gateway.
    private async Task<DirectTarget?> FindDirectAsync(long size, bool needsParts, CancellationToken cancellationToken)
    {
        if (_hasGivenUp || access?.Wants(size) != true)
        {
            return null;
        }

        PresignSupport support = await access.GetSupportAsync(needsParts, cancellationToken).ConfigureAwait(false);
        return support.Objects && (support.Parts || !needsParts) ? _direct ??= new DirectTarget(access, address, support) : null;
    }

    private async Task<IContentTarget> TargetOfAsync(string uploadId, CancellationToken cancellationToken) =>
        DirectUploadId.Parse(uploadId) is null || access is null
            ? gateway
            : _direct ??= new DirectTarget(access, address, await access.GetSupportAsync(needsParts: true, cancellationToken).ConfigureAwait(false));
}
