using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>ListParts and ListMultipartUploads.</summary>
internal static class MultipartListing
{
    /// <summary>Lists parts; the local block storage cannot (s3-multipart #7).</summary>
    public static Task ListPartsAsync(S3Exchange exchange)
    {
        MultipartUpload? upload = exchange.Repository.Uploads.Find(exchange.Query["uploadId"] ?? string.Empty);
        if (upload is null
            || exchange.Options.BlockStorage == BlockStorage.Local
            || !TryReadNumber(exchange.Query["max-parts"], out int maxParts)
            || !TryReadNumber(exchange.Query["part-number-marker"], out int marker))
        {
            throw new S3FailureException(S3Errors.InternalError);
        }

        List<UploadedPart> parts =
            [.. upload.Parts.Where(part => exchange.Query["part-number-marker"] is null || part.Number > marker)];
        bool isTruncated = maxParts > 0 && parts.Count > maxParts;
        if (isTruncated)
        {
            parts.RemoveRange(maxParts, parts.Count - maxParts);
        }

        S3XmlWriter xml = new S3XmlWriter()
            .Start("ListPartsResult"u8)
            .Element("Bucket"u8, exchange.Repository.Id)
            .Element("IsTruncated"u8, isTruncated)
            .Element("Key"u8, $"{exchange.Ref}/{exchange.Key}")
            .Element("MaxParts"u8, maxParts)
            .Element("NextPartNumberMarker"u8, isTruncated ? parts[^1].Number : 0);
        foreach (UploadedPart part in parts)
        {
            xml.Start("Part"u8)
                .Element("PartNumber"u8, part.Number)
                .Element("ETag"u8, part.ETag)
                .Element("LastModified"u8, part.LastModified)
                .Element("Size"u8, part.Content.Length)
                .End("Part"u8);
        }

        return exchange.AnswerXmlAsync(xml.End("ListPartsResult"u8));
    }

    /// <summary>Lists uploads by key, all at once; keys come without their ref (s3-multipart-list #16).</summary>
    public static Task ListUploadsAsync(S3Exchange exchange)
    {
        if (!TryReadNumber(exchange.Query["max-uploads"], out int maxUploads) || maxUploads < 0)
        {
            throw new S3FailureException(S3Errors.InvalidMaxUploads);
        }

        if (exchange.Options.BlockStorage == BlockStorage.Local
            || !string.IsNullOrEmpty(exchange.Query["prefix"])
            || !string.IsNullOrEmpty(exchange.Query["delimiter"])
            || !string.IsNullOrEmpty(exchange.Query["encoding-type"]))
        {
            throw new S3FailureException(S3Errors.NotImplemented);
        }

        S3XmlWriter xml = new S3XmlWriter()
            .Start("ListMultipartUploadsResult"u8)
            .Element("Bucket"u8, exchange.Repository.Id);
        foreach (MultipartUpload upload in exchange.Repository.Uploads.All)
        {
            xml.Start("Upload"u8)
                .Element("Key"u8, upload.Key)
                .Element("UploadId"u8, upload.Id)
                .End("Upload"u8);
        }

        if (maxUploads > 0)
        {
            xml.Element("MaxUploads"u8, maxUploads);
        }

        return exchange.AnswerXmlAsync(xml.End("ListMultipartUploadsResult"u8));
    }

    /// <summary>Reads a parameter; 0 if it is missing or empty, false if it is not a number.</summary>
    private static bool TryReadNumber(string? text, out int number)
    {
        number = 0;
        return string.IsNullOrEmpty(text)
            || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
