using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;

namespace LakeFS.S3.S3;

/// <summary>The requests that create, complete, abort and list multipart uploads. Every failure is translated.</summary>
internal sealed class MultipartUploads
{
    private readonly S3Exchange _exchange;
    private readonly ErrorTranslator _errors;

    public MultipartUploads(S3Exchange exchange, ErrorTranslator errors)
    {
        _exchange = exchange;
        _errors = errors;
    }

    /// <summary>Creates an upload.</summary>
    /// <param name="headers">The object and its headers.</param>
    /// <param name="lost">Called if the server may have created an upload whose id did not arrive.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The upload id.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public Task<string> BeginAsync(PutHeaders headers, Action lost, CancellationToken cancellationToken)
    {
        S3Request request = _exchange.ToObject(HttpMethod.Post, headers.Address, "uploads=", lost: lost);
        headers.WriteTo(request.Headers);
        return _errors.RunAsync(
            S3Operation.WriteObject, headers.Address, () => _exchange.SendAsync(request, StoreAnswers.ReadUploadId, cancellationToken), cancellationToken);
    }

    /// <summary>Completes an upload.</summary>
    /// <param name="address">The object.</param>
    /// <param name="uploadId">The upload id.</param>
    /// <param name="parts">The parts' ETags by part number.</param>
    /// <param name="noClobber">Whether to fail if the object exists.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The object's ETag as received.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public Task<string?> CompleteAsync(
        ObjectAddress address, string uploadId, IEnumerable<KeyValuePair<int, string>> parts, bool noClobber, CancellationToken cancellationToken)
    {
        XmlBody body = XmlBody.Of("CompleteMultipartUpload", xml =>
        {
            foreach (KeyValuePair<int, string> part in parts)
            {
                xml.WriteStartElement("Part");
                xml.WriteElementString("PartNumber", part.Key.ToString(CultureInfo.InvariantCulture));
                xml.WriteElementString("ETag", part.Value);
                xml.WriteEndElement();
            }
        });
        S3Request request = _exchange.ToObject(HttpMethod.Post, address, QueryOf(uploadId), body);
        request.Headers["content-type"] = "application/xml";
        if (noClobber)
        {
            request.Headers["if-none-match"] = "*";
        }

        return _errors.RunAsync(
            S3Operation.WriteObject, address, () => _exchange.SendAsync(request, StoreAnswers.ReadCompletion, cancellationToken), cancellationToken);
    }

    /// <summary>Streams a repository's unfinished uploads, in the server's order.</summary>
    /// <exception cref="LakeS3Exception">The server rejected a request or could not be reached.</exception>
    public async IAsyncEnumerable<LakeUpload> ListAsync(string repository, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // No prefix, delimiter or encoding: lakeFS returns 501 for each of them (s3-multipart-list #18).
        string? marker = null;
        string query = "uploads=";
        UploadListReader reader = new(repository);
        while (true)
        {
            S3Request request = _exchange.ToBucket(HttpMethod.Get, repository, query);
            UploadListAnswer page = await _errors.RunAsync(
                S3Operation.ListUploads,
                repository,
                reference: null,
                key: null,
                () => _exchange.SendAsync(request, reader.Read, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            foreach (LakeUpload upload in page.Uploads)
            {
                yield return upload;
            }

            if (!page.IsTruncated || string.IsNullOrEmpty(page.NextUploadIdMarker) || page.NextUploadIdMarker == marker)
            {
                yield break;
            }

            marker = page.NextUploadIdMarker;
            query = $"key-marker={Escape(page.NextKeyMarker)}&upload-id-marker={Escape(marker)}&uploads=";
        }
    }

    /// <summary>Aborts an upload and discards its parts.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeUploadNotFound</c>: it is finished or never existed; or the server rejected
    /// the request.</exception>
    public async Task AbortAsync(ObjectAddress address, string uploadId, CancellationToken cancellationToken)
    {
        bool isLost = false;
        S3Request request = _exchange.ToObject(HttpMethod.Delete, address, QueryOf(uploadId), lost: () => isLost = true);
        try
        {
            await _errors.RunAsync(
                S3Operation.AbortUpload, address, () => _exchange.SendAsync(request, RequireNoContent, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception gone) when (isLost && gone.Kind == LakeErrorKind.NotFound)
        {
            // By an attempt whose response was lost.
        }
    }

    /// <summary>Aborts an upload if it exists.</summary>
    /// <returns>False if it was already completed or aborted.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public async Task<bool> TryAbortAsync(ObjectAddress address, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await AbortAsync(address, uploadId, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LakeS3Exception gone) when (gone.Kind == LakeErrorKind.NotFound)
        {
            return false;
        }
    }

    // A web server may respond with 200 to every request; only 204 shows that an S3 server handled it.
    private static HttpStatusCode RequireNoContent(HttpResponseMessage answer, Stream body) => answer.StatusCode == HttpStatusCode.NoContent
        ? answer.StatusCode
        : throw new XmlException($"The answer is {(int)answer.StatusCode} instead of 204.");

    private static string QueryOf(string uploadId) => "uploadId=" + Escape(uploadId);

    private static string Escape(string? value) => S3RequestUri.Escape(value ?? string.Empty, keepSlashes: false);
}
