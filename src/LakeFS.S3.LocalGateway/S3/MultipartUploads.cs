using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using System.Xml.Linq;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>
/// Multipart uploads. As on lakeFS's local block storage parts are not checked when an upload is completed: all that
/// were uploaded are joined in the order of their numbers, and the ETag is that of the list in the request
/// (s3-multipart-errors #5 to #27).
/// </summary>
internal static class MultipartUploads
{
    public static Task CreateAsync(S3Exchange exchange)
    {
        RefRules.RequireBranch(exchange);
        RefRules.RequireKeyLength(exchange.Key);
        MultipartUpload upload = new(
            Guid.NewGuid().ToString("N"),
            exchange.Key,
            ObjectWriting.ContentTypeOf(exchange),
            UserMetadata.Read(exchange.Request.Headers));
        exchange.Repository.Uploads.Add(upload);
        return exchange.AnswerXmlAsync(new S3XmlWriter()
            .Start("InitiateMultipartUploadResult"u8)
            .Element("Bucket"u8, exchange.Repository.Id)
            .Element("Key"u8, $"{exchange.Ref}/{exchange.Key}")
            .Element("UploadId"u8, upload.Id)
            .End("InitiateMultipartUploadResult"u8));
    }

    public static async Task UploadPartAsync(S3Exchange exchange)
    {
        MultipartUpload upload = RequireUpload(exchange, out int number);
        StoredContent stored = await ObjectWriting.ReceiveAsync(exchange).ConfigureAwait(false);
        AddPart(exchange, upload, new UploadedPart(number, stored.Content, stored.Md5, exchange.Store.Now));
        ObjectWriting.AnswerETag(exchange, stored.Md5);
    }

    /// <summary>A range that is malformed or not satisfiable copies the whole source (s3-multipart-errors #63).</summary>
    public static async Task CopyPartAsync(S3Exchange exchange)
    {
        CopySource source = CopySource.Parse(exchange.Header(CopySource.HeaderName)!);
        MultipartUpload upload = RequireUpload(exchange, out int number);
        ObjectEntry original = source.Find(exchange.Store)
            ?? throw new S3FailureException(S3Errors.InvalidCopySource);
        ByteRange range = ByteRange.Parse(exchange.Header("x-amz-copy-source-range"), original.Size);
        SlicedContent content = range.Kind == RangeKind.Partial
            ? new SlicedContent(original.Content, range.Start, range.Length)
            : new SlicedContent(original.Content, 0, original.Size);

        using Md5Stream md5 = new();
        await content.CopyToAsync(md5, 0, content.Length, exchange.Aborted).ConfigureAwait(false);
        UploadedPart part = new(number, content, md5.HexHash(), exchange.Store.Now);
        AddPart(exchange, upload, part);
        await ObjectCopying.AnswerAsync(exchange, part.LastModified, part.ETag).ConfigureAwait(false);
    }

    public static async Task CompleteAsync(S3Exchange exchange)
    {
        string id = exchange.Query["uploadId"] ?? string.Empty;
        if (exchange.Repository.FindBranch(exchange.Ref) is not { } branch
            || exchange.Repository.Uploads.Find(id) is null)
        {
            throw new S3FailureException(S3Errors.InternalError);
        }

        RefRules.RequireKeyLength(exchange.Key);
        bool mustBeNew = WriteConditions.Check(exchange, branch);
        RefRules.RequireUnprotected(exchange, branch);
        IReadOnlyList<string> etags = await ReadPartListAsync(exchange).ConfigureAwait(false);

        // From here on the upload is this request's alone.
        MultipartUpload upload = exchange.Repository.Uploads.Take(id)
            ?? throw new S3FailureException(S3Errors.InternalError);
        ObjectEntry entry = new()
        {
            Key = exchange.Key,
            Content = new JoinedContent(upload.Parts.Select(part => part.Content)),
            ETag = HashOf(etags),
            ContentType = upload.ContentType,
            Metadata = upload.Metadata,
            LastModified = exchange.Store.Now,
        };
        WriteOutcome outcome = exchange.Repository.Put(branch, entry, mustBeNew);
        if (outcome != WriteOutcome.Done)
        {
            exchange.Repository.Uploads.Add(upload);
        }

        WriteConditions.RequireDone(outcome);
        HttpRequest request = exchange.Request;
        await exchange.AnswerXmlAsync(new S3XmlWriter()
            .Start("CompleteMultipartUploadResult"u8)
            .Element("Location"u8, $"{request.Scheme}://{request.Host.Value}", exchange.Target.Path)
            .Element("Bucket"u8, exchange.Repository.Id)
            .Element("Key"u8, $"{exchange.Ref}/{exchange.Key}")
            .ETag(string.Create(CultureInfo.InvariantCulture, $"{entry.ETag}-{etags.Count}"))
            .End("CompleteMultipartUploadResult"u8)).ConfigureAwait(false);
    }

    public static Task AbortAsync(S3Exchange exchange)
    {
        // Of another key it it is not found; the branch does not matter (s3-multipart-abort #5, s3-multipart-abort #6).
        string id = exchange.Query["uploadId"] ?? string.Empty;
        MultipartUpload upload = exchange.Repository.Uploads.Find(id)?.Key == exchange.Key
            && exchange.Repository.Uploads.Take(id) is { } taken
                ? taken
                : throw new S3FailureException(S3Errors.NoSuchKey);
        foreach (UploadedPart part in upload.Parts)
        {
            exchange.Store.Contents.Delete(part.Content);
        }

        exchange.AnswerEmpty(StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }

    private static MultipartUpload RequireUpload(S3Exchange exchange, out int partNumber)
    {
        RefRules.RequireBranch(exchange);

        // Any number will do, also 0, -1 and 10001 (s3-multipart-errors #38 to #41).
        if (!int.TryParse(
            exchange.Query["partNumber"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out partNumber))
        {
            throw new S3FailureException(S3Errors.InvalidPartNumber);
        }

        return exchange.Repository.Uploads.Find(exchange.Query["uploadId"] ?? string.Empty)
            ?? throw new S3FailureException(S3Errors.InternalError);
    }

    private static void AddPart(S3Exchange exchange, MultipartUpload upload, UploadedPart part)
    {
        if (exchange.Repository.Uploads.AddPart(upload, part) is { } replaced)
        {
            exchange.Store.Contents.Delete(replaced.Content);
        }
    }

    private static async Task<IReadOnlyList<string>> ReadPartListAsync(S3Exchange exchange)
    {
        XElement list = await XmlBody.ReadAsync(exchange).ConfigureAwait(false)
            ?? throw new S3FailureException(S3Errors.InternalError);
        return
        [
            .. list.Elements().Where(element => element.Name.LocalName == "Part")
                .Select(element => XmlBody.ChildText(element, "ETag").Trim().Trim('"')),
        ];
    }

    /// <summary>The MD5 of the MD5s of the parts.</summary>
    private static string HashOf(IEnumerable<string> etags)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (string etag in etags)
        {
            if (etag.Length % 2 != 0 || !etag.All(char.IsAsciiHexDigit))
            {
                throw new S3FailureException(S3Errors.InternalError);
            }

            md5.AppendData(Convert.FromHexString(etag));
        }

        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }
}
