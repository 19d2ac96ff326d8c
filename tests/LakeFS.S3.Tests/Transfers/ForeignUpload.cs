using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace LakeFS.S3.Tests;

/// <summary>Objects written as other tools write them: in parts, with no record of their size.</summary>
internal static class ForeignUpload
{
    public static Task PutInPartsAsync(this LakeS3Connection connection, ObjectAddress address, byte[] content, int partSize) =>
        PutInPartsAsync(connection, address, content.Chunk(partSize));

    public static async Task PutInPartsAsync(this LakeS3Connection connection, ObjectAddress address, IEnumerable<byte[]> contents)
    {
        InitiateMultipartUploadResponse begun = await connection.ChecksumClient.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = address.Container, Key = address.S3Key });
        List<PartETag> parts = [];
        foreach (byte[] part in contents)
        {
            using MemoryStream body = new(part);
            UploadPartResponse sent = await connection.ChecksumClient.UploadPartAsync(new UploadPartRequest
            {
                BucketName = address.Container,
                Key = address.S3Key,
                UploadId = begun.UploadId,
                PartNumber = parts.Count + 1,
                InputStream = body,
            });
            parts.Add(new PartETag(parts.Count + 1, sent.ETag));
        }

        await connection.ChecksumClient.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = address.Container,
            Key = address.S3Key,
            UploadId = begun.UploadId,
            PartETags = parts,
        });
    }
}
