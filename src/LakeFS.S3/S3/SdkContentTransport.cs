using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>Transfers content through the SDK, for connections with its checksums turned on.</summary>
internal sealed class SdkContentTransport : IContentTransport
{
    private readonly LakeS3Connection _connection;

    public SdkContentTransport(LakeS3Connection connection)
    {
        _connection = connection;
    }

    public bool SignsPayload => false;

    // With checksums, the SDK sends a signed trailer over plain HTTP, which every version of lakeFS rejects (auth-trailer
    // #54), so there the content is hashed completely before it is sent.
    private bool IsTls => _connection.EndpointUrl.Scheme == Uri.UriSchemeHttps;

    public async Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken)
    {
        using System.IO.Stream content = body.AsStream();
        PutObjectRequest request = new()
        {
            BucketName = headers.Address.Container,
            Key = headers.Address.S3Key,
            InputStream = content,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            ContentType = headers.ContentType,
            IfNoneMatch = headers.NoClobber ? "*" : null,
            DisablePayloadSigning = IsTls,
            UseChunkEncoding = IsTls,
        };
        request.Headers.ContentLength = body.Length;
        UserMetadata.Write(headers.Metadata, request.Metadata);
        foreach (KeyValuePair<string, string> header in headers.Standard.All)
        {
            request.Headers[header.Key] = header.Value;
        }

        PutObjectResponse answer = await SdkErrors.TranslateAsync(() => _connection.ChecksumClient.PutObjectAsync(request, cancellationToken)).ConfigureAwait(false);
        return new PutResult(answer.ETag, ETags.IsMd5Under(answer.ServerSideEncryptionMethod?.Value, answer.ServerSideEncryptionCustomerMethod?.Value));
    }

    public async Task<PutResult> PutPartAsync(ObjectAddress address, string uploadId, int number, IRequestBody body, CancellationToken cancellationToken)
    {
        using System.IO.Stream content = body.AsStream();
        UploadPartRequest request = new()
        {
            BucketName = address.Container,
            Key = address.S3Key,
            UploadId = uploadId,
            PartNumber = number,
            PartSize = body.Length,
            InputStream = content,
            DisablePayloadSigning = IsTls,
            UseChunkEncoding = IsTls,
        };
        UploadPartResponse answer = await SdkErrors.TranslateAsync(() => _connection.ChecksumClient.UploadPartAsync(request, cancellationToken)).ConfigureAwait(false);
        return new PutResult(answer.ETag, ETags.IsMd5Under(answer.ServerSideEncryptionMethod?.Value, customerAlgorithm: null));
    }

    public async Task<ObjectBody> GetAsync(ObjectAddress address, ContentRange? range, CancellationToken cancellationToken)
    {
        // Always a range: the SDK compares the ETag of a whole object with its MD5 and would report every object from a
        // multipart upload as corrupt, because lakeFS drops the number of parts (s3-multipart #15).
        GetObjectRequest request = new()
        {
            BucketName = address.Container,
            Key = address.S3Key,
            ByteRange = range is null or { IsOpen: true } ? new ByteRange("bytes=0-") : new ByteRange(range.From, range.To),
        };
        GetObjectResponse answer = await SdkErrors.TranslateAsync(
            () => _connection.ChecksumClient.GetObjectAsync(request, cancellationToken)).ConfigureAwait(false);
        return new ObjectBody(answer, answer.ResponseStream)
        {
            Length = answer.ContentLength,
            Start = range?.From ?? 0,
            ObjectSize = ObjectSizes.Require(SizeOf(answer)),
            ETag = answer.ETag,
            ContentType = answer.Headers.ContentType,
            LastModified = answer.LastModified?.ToUniversalTime(),
            HasMd5 = ETags.IsMd5Under(answer.ServerSideEncryptionMethod?.Value, answer.ServerSideEncryptionCustomerMethod?.Value),
            Metadata = answer.Metadata.Keys.ToDictionary(
                name => name.StartsWith(UserMetadata.Prefix, StringComparison.OrdinalIgnoreCase) ? name.Substring(UserMetadata.Prefix.Length) : name,
                name => answer.Metadata[name],
                StringComparer.OrdinalIgnoreCase),
        };
    }

    // The size is the part after the slash of "bytes 0-9/20".
    private static long? SizeOf(GetObjectResponse answer) =>
        answer.ContentRange is string range && long.TryParse(range.Substring(range.LastIndexOf('/') + 1), out long size)
            ? size
            : answer.ContentLength;
}
