using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.S3;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>
/// Begins a multipart upload. If a response is lost, the server may have an upload whose id nobody knows: the uploads of the
/// same object that began since are looked up, to be named. Nothing shows that they are not another client's, so they are
/// not aborted. lakeFS lists no uploads to the store behind it, so one that is lost there is named without a look.
/// </summary>
internal sealed class UploadBeginning(IContentTarget target, MultipartUploads uploads, ObjectAddress address)
{
    // The server's clock may be a little behind.
    private readonly DateTime _begin = DateTime.UtcNow.AddSeconds(-2);
    private readonly List<Leftover> _lost = [];

    /// <summary>The uploads that may be left on the server.</summary>
    public IReadOnlyList<Leftover> Leftovers { get; private set; } = [];

    /// <summary>Begins the upload.</summary>
    /// <returns>The upload id.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public async Task<string> BeginAsync(PutHeaders headers, int? parts, CancellationToken cancellationToken)
    {
        try
        {
            string uploadId = await target.BeginAsync(headers, parts, _lost.Add, cancellationToken).ConfigureAwait(false);
            await FindAsync(uploadId).ConfigureAwait(false);
            return uploadId;
        }
        catch (Exception failure) when (_lost.Count > 0 && failure is LakeS3Exception or OperationCanceledException)
        {
            await FindAsync(known: null).ConfigureAwait(false);
            RecordWith(failure);
            throw;
        }
    }

    /// <summary>Records the uploads with the exception that ends this one.</summary>
    public void RecordWith(Exception failure)
    {
        foreach (Leftover left in Leftovers)
        {
            left.RecordWith(failure);
        }
    }

    // The caller's token may be what ended the upload, so it is not passed on.
    private async Task FindAsync(string? known)
    {
        List<Leftover> found = [.. _lost.Where(left => left.Kind != LeftoverKind.LostUpload)];
        if (_lost.Find(left => left.Kind == LeftoverKind.LostUpload) is Leftover lost)
        {
            using CancellationTokenSource timeout = new(CleanUpLimit.Timeout);
            try
            {
                await foreach (LakeUpload upload in uploads.ListAsync(address.Container, timeout.Token).ConfigureAwait(false))
                {
                    // lakeFS 1.84 does not say when an upload was begun (s3-multipart-list #16).
                    if (upload.Key == address.Key && upload.UploadId != known && !(upload.Initiated?.ToUniversalTime() < _begin))
                    {
                        found.Add(lost with { Id = upload.UploadId });
                    }
                }
            }
            catch (LakeS3Exception unlisted) when (unlisted.Kind == LakeErrorKind.NotSupported)
            {
                // lakeFS on local storage lists no uploads (s3-multipart-errors #71). One without parts takes no space there.
            }
            catch (Exception second) when (second is LakeS3Exception or OperationCanceledException)
            {
                found.Add(lost with { Reason = CleanUpLimit.ReasonOf(second) });
            }
        }

        Leftovers = found;
    }
}
