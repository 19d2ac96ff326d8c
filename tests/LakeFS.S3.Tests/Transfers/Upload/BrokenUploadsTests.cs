using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Requests that go wrong on the way up: every byte right, or a clear error and nothing left.</summary>
public sealed class BrokenUploadsTests
{
    private const int MiB = 1024 * 1024;

    private static readonly ObjectAddress Address = TestGateway.At("content.bin");
    private static readonly byte[] Short = Lake.Content(3 * MiB);
    private static readonly byte[] Long = Lake.Content(20 * MiB);

    public static TheoryData<string, string> PassingFaults
    {
        get
        {
            TheoryData<string, string> cases = new();
            foreach (string operation in new[] { "PutObject", "UploadPart" })
            {
                foreach (string fault in new[] { "error", "reset", "reset-in-body", "stall", "stall-in-body", "wrong-content-length" })
                {
                    cases.Add(operation, fault);
                }
            }

            cases.Add("CreateMultipartUpload", "reset");
            cases.Add("CompleteMultipartUpload", "reset");
            cases.Add("CompleteMultipartUpload", "reset-in-body");
            cases.Add("CompleteMultipartUpload", "error");
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task With_retries_every_byte_arrives(string operation, string fault)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        gateway.Break(new { operation, fault, count = 2, afterBytes = 1 * MiB, seconds = 600 });
        LakeS3Connection connection = gateway.Connect(maxRetries: 3, timeout: TimeSpan.FromSeconds(fault.StartsWith("stall", StringComparison.Ordinal) ? 2 : 30));
        List<long> sent = [];

        LakeTransferResult result = await UploadAsync(connection, operation, new ImmediateProgress(sent.Add));

        byte[] content = operation == "PutObject" ? Short : Long;
        Assert.Equal((content.Length, true), (result.Size, result.Verified));
        Lake.AssertSame(content, await gateway.Connection.DownloadAsync(Address));
        Assert.Equal(content.Length, sent[^1]);
        Assert.InRange(sent.Max(), 0, content.Length);
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    [Theory]
    [InlineData("PutObject", "error", "LakeThrottled")]
    [InlineData("PutObject", "reset", "LakeConnectionFailed")]
    [InlineData("PutObject", "reset-in-body", "LakeConnectionFailed")]
    [InlineData("UploadPart", "error", "LakeThrottled")]
    [InlineData("UploadPart", "reset", "LakeConnectionFailed")]
    [InlineData("UploadPart", "reset-in-body", "LakeConnectionFailed")]
    [InlineData("UploadPart", "stall-in-body", "LakeTimeout")]
    [InlineData("CreateMultipartUpload", "error", "LakeThrottled")]
    [InlineData("CompleteMultipartUpload", "error", "LakeThrottled")]
    [InlineData("CompleteMultipartUpload", "reset", "LakeConnectionFailed")]
    public async Task Without_retries_it_is_an_error_and_nothing_is_left(string operation, string fault, string errorId)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        gateway.Break(new { operation, fault, count = 0, afterBytes = 1 * MiB, seconds = 600 });

        await Lake.FailsAsync(errorId, () => UploadAsync(gateway.Connect(timeout: TimeSpan.FromSeconds(2)), operation, progress: null));

        Assert.False(await gateway.Connection.ExistsAsync(Address));
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    private static async Task<LakeTransferResult> UploadAsync(LakeS3Connection connection, string operation, IProgress<long>? progress)
    {
        using Stream content = operation == "PutObject" ? new MemoryStream(Short) : new UnseekableStream(new MemoryStream(Long));
        return await new LakeTransfers(connection).UploadAsync(new UploadRequest(Address), content, progress, CancellationToken.None);
    }
}
