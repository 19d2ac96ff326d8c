using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace LakeFS.S3.Tests;

/// <summary>The unfinished multipart uploads of a gateway, which lists them with block storage in memory.</summary>
internal static class Uploads
{
    public static async Task<IReadOnlyList<string>> UnfinishedAsync(TestGateway gateway)
    {
        ListMultipartUploadsResponse answer = await gateway.Connection.ChecksumClient.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = TestGateway.Repository });
        return [.. (answer.MultipartUploads ?? []).Select(upload => upload.Key)];
    }
}
