using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Responses made to exhaust the client.</summary>
public sealed class HostileServerTests
{
    [Theory]
    [InlineData(ChecksumMode.WhenRequired, "bytes 0-2/9223372036854775807")]
    [InlineData(ChecksumMode.WhenSupported, "bytes 0-2/9223372036854775807")]
    [InlineData(ChecksumMode.WhenRequired, "bytes 0-2/4611686018427387904")]
    public async Task A_size_that_no_object_has_is_an_error(ChecksumMode checksums, string range)
    {
        using ScriptedServer server = new(_ => new ScriptedAnswer(206, "abc") { Headers = $"ETag: \"abc\"\r\nContent-Range: {range}\r\n" });
        using LakeS3Connection connection = server.Connect(checksums: checksums);
        using TemporaryFolder folder = new();

        await Lake.FailsAsync("LakeServerError", () => connection.DownloadFileAsync(TestGateway.At("a"), folder.File("a")));
    }

    [Fact]
    public async Task A_list_that_begins_again_and_again_ends()
    {
        int page = 0;
        using ScriptedServer server = new(_ => new ScriptedAnswer(
            200,
            ScriptedServer.ListOf("<Contents><Key>main/a</Key><Size>1</Size></Contents>")
                .Replace("<IsTruncated>false</IsTruncated>", $"<IsTruncated>true</IsTruncated><NextContinuationToken>t{page++}</NextContinuationToken>", StringComparison.Ordinal)));
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeServerError", () => connection.ListAsync(TestGateway.At(string.Empty)));
    }

    [Fact]
    public async Task A_list_of_empty_pages_ends()
    {
        int page = 0;
        using ScriptedServer server = new(_ => new ScriptedAnswer(
            200,
            ScriptedServer.ListOf(string.Empty)
                .Replace("<IsTruncated>false</IsTruncated>", $"<IsTruncated>true</IsTruncated><NextContinuationToken>t{page++}</NextContinuationToken>", StringComparison.Ordinal)));
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeServerError", () => connection.ListAsync(TestGateway.At(string.Empty)));
    }

    [Fact]
    public async Task An_answer_of_any_length_is_read_to_a_limit()
    {
        string body = ScriptedServer.ListOf("<Contents><Key>" + new string('a', 70 * 1024 * 1024) + "</Key></Contents>");
        using ScriptedServer server = new(_ => new ScriptedAnswer(200, body));
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeServerError", () => connection.ListAsync(TestGateway.At(string.Empty)));
    }

    [Fact]
    public async Task An_error_in_an_answer_that_says_200_is_one()
    {
        using ScriptedServer server = new(head => new ScriptedAnswer(
            200, head.StartsWith("PUT", StringComparison.Ordinal) ? "  \n<Error><Code>AccessDenied</Code><Message>m</Message></Error>" : string.Empty)
        {
            Headers = "ETag: \"0cc175b9c0f1b6a831c399e269772661\"\r\n",
        });
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync(
            "LakeAccessDenied", () => new LakeObjects(connection).CopyAsync(TestGateway.At("a"), TestGateway.At("b"), null, CancellationToken.None));
    }

    [Theory]
    [InlineData("text/plain\r\nx-amz-meta-planted: yes")]
    [InlineData("text/plain\nx-amz-acl: public-read")]
    [InlineData("text/pl\u00e4in")]
    public async Task A_line_break_in_a_content_type_is_no_header(string contentType)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(100);

        foreach (ChecksumMode checksums in new[] { ChecksumMode.WhenRequired, ChecksumMode.WhenSupported })
        {
            using System.IO.MemoryStream stream = new(content);
            LakeTransfers transfers = new(gateway.Connect(checksums: checksums));
            await Lake.FailsAsync(
                "LakeHeaderInvalid",
                () => transfers.UploadAsync(new UploadRequest(TestGateway.At("a")) { ContentType = contentType }, stream, null, CancellationToken.None));
        }

        Assert.DoesNotContain(await gateway.StopAsync(), request => request.Operation == "PutObject");
    }

    [Fact]
    public async Task All_headers_of_a_request_are_signed()
    {
        string? authorization = null;
        using ScriptedServer server = new(head =>
        {
            authorization = head.Split('\n').First(line => line.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase));
            return new ScriptedAnswer(200, string.Empty) { Headers = "ETag: \"55a54008ad1ba589aa210d2629c1df41\"\r\n" };
        });
        using LakeS3Connection connection = server.Connect();
        using System.IO.MemoryStream stream = new([1]);

        await new LakeTransfers(connection).UploadAsync(
            new UploadRequest(TestGateway.At("a")) { ContentType = "text/plain;charset=utf-8", NoClobber = true }, stream, null, CancellationToken.None);
        Assert.Contains("SignedHeaders=content-type;host;if-none-match;x-amz-content-sha256;", authorization, StringComparison.Ordinal);

        using TemporaryFolder folder = new();
        await connection.DownloadFileAsync(TestGateway.At("a"), folder.File("a"), new DownloadOptions { SkipIntegrityCheck = true });
        Assert.Contains("SignedHeaders=host;range;", authorization, StringComparison.Ordinal);
    }
}
