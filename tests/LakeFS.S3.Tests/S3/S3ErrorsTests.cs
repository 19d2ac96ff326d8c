using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.S3;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Every answer of a server that the engine gives a meaning to.</summary>
public sealed class S3ErrorsTests
{
    private static readonly ObjectAddress Address = TestGateway.At("a");

    private static readonly Dictionary<string, Func<LakeS3Connection, Task>> Acts = new()
    {
        ["ListBuckets"] = connection => new S3Client(connection).Lists.BucketsAsync(null, CancellationToken.None),
        ["ListObjectsV2"] = connection => connection.ListAsync(TestGateway.At("")),
        ["HeadObject"] = connection => connection.HeadAsync(Address),
        ["GetObject"] = connection => connection.DownloadAsync(Address),
        ["PutObject"] = connection => connection.UploadAsync(Address, [1]),
        ["CopyObject"] = connection => new LakeObjects(connection).CopyAsync(Address, TestGateway.At("b"), progress: null, CancellationToken.None),
        ["DeleteObject"] = connection => RemoveAsync(connection, Address),
        ["DeleteObjects"] = connection => RemoveAsync(connection, Address, TestGateway.At("b")),
        ["CreateMultipartUpload"] = UploadPartsAsync,
        ["UploadPart"] = UploadPartsAsync,
        ["CompleteMultipartUpload"] = UploadPartsAsync,
        ["commit"] = connection => new LakeCommits(connection).CommitAsync(
            TestGateway.Repository, "main", new CommitRequest { Message = "m", AllowEmpty = true }, CancellationToken.None),
    };

    /// <summary>Operation, status, code and message of the answer; then the id and kind of the error.</summary>
    public static TheoryData<string, int, string, string, string, LakeErrorKind> Answers { get; } = new()
    {
        { "UploadPart", 404, "NoSuchUpload", "", "LakeUploadNotFound", LakeErrorKind.NotFound },
        { "CompleteMultipartUpload", 404, "NoSuchUpload", "", "LakeUploadNotFound", LakeErrorKind.NotFound },
        { "PutObject", 412, "PreconditionFailed", "", "LakeObjectExists", LakeErrorKind.AlreadyExists },
        { "CompleteMultipartUpload", 412, "PreconditionFailed", "", "LakeObjectExists", LakeErrorKind.AlreadyExists },
        { "HeadObject", 412, "", "", "LakeObjectExists", LakeErrorKind.AlreadyExists },
        { "ListObjectsV2", 403, "SignatureDoesNotMatch", "", "LakeSecretMismatch", LakeErrorKind.Authentication },
        { "ListBuckets", 403, "RequestTimeTooSkewed", "", "LakeClockSkewed", LakeErrorKind.Authentication },
        { "GetObject", 403, "RequestExpired", "", "LakeClockSkewed", LakeErrorKind.Authentication },
        { "GetObject", 403, "AccessDenied", "Request is not valid yet", "LakeClockSkewed", LakeErrorKind.Authentication },
        { "ListBuckets", 403, "AccessDenied", "Access Denied.", "LakeAccessDenied", LakeErrorKind.PermissionDenied },
        { "PutObject", 403, "AccessDenied", "Access Denied.", "LakeAccessDenied", LakeErrorKind.PermissionDenied },
        { "PutObject", 400, "MissingFields", "", "LakeAccessDenied", LakeErrorKind.PermissionDenied },
        { "HeadObject", 403, "", "", "LakeAccessDenied", LakeErrorKind.PermissionDenied },
        { "HeadObject", 401, "", "", "LakeAccessDenied", LakeErrorKind.PermissionDenied },
        { "PutObject", 403, "ErrWriteToProtectedBranch", "", "LakeBranchProtected", LakeErrorKind.PermissionDenied },
        { "CopyObject", 400, "InvalidRequest", "cannot write to protected branch", "LakeBranchProtected", LakeErrorKind.PermissionDenied },
        { "CopyObject", 400, "InvalidRequest", "missing path", "LakeServerError", LakeErrorKind.Server },
        { "PutObject", 403, "ErrReadOnlyRepository", "", "LakeRepositoryReadOnly", LakeErrorKind.PermissionDenied },
        { "ListObjectsV2", 404, "ErrNoSuchBucketPossibleAPIEndpoint", "", "LakeEndpointIsApi", LakeErrorKind.InvalidArgument },
        { "ListBuckets", 400, "ERRLakeFSWrongEndpoint", "", "LakeNotAnS3Endpoint", LakeErrorKind.Connection },
        { "PutObject", 400, "MetadataTooLarge", "", "LakeMetadataTooLarge", LakeErrorKind.InvalidArgument },
        { "GetObject", 405, "ERRLakeFSNotSupported", "not here", "LakeNotSupported", LakeErrorKind.NotSupported },
        { "PutObject", 501, "NotImplemented", "", "LakeNotSupported", LakeErrorKind.NotSupported },
        { "HeadObject", 405, "", "", "LakeNotSupported", LakeErrorKind.NotSupported },
        { "ListBuckets", 503, "SlowDown", "", "LakeThrottled", LakeErrorKind.LimitsExceeded },
        { "ListObjectsV2", 503, "ServiceUnavailable", "", "LakeThrottled", LakeErrorKind.LimitsExceeded },
        { "GetObject", 400, "Throttling", "", "LakeThrottled", LakeErrorKind.LimitsExceeded },
        { "PutObject", 429, "TooManyRequests", "", "LakeThrottled", LakeErrorKind.LimitsExceeded },
        { "HeadObject", 503, "", "", "LakeThrottled", LakeErrorKind.LimitsExceeded },
        { "HeadObject", 429, "", "", "LakeThrottled", LakeErrorKind.LimitsExceeded },
        { "HeadObject", 404, "", "", "LakeObjectNotFound", LakeErrorKind.NotFound },
        { "ListObjectsV2", 404, "NeverHeardOf", "", "LakeRepositoryNotFound", LakeErrorKind.NotFound },
        { "GetObject", 404, "NeverHeardOf", "", "LakeObjectNotFound", LakeErrorKind.NotFound },
        { "ListBuckets", 500, "InternalError", "inside", "LakeServerError", LakeErrorKind.Server },
        { "HeadObject", 500, "", "", "LakeServerError", LakeErrorKind.Server },
        { "PutObject", 418, "Teapot", "short and stout", "LakeServerError", LakeErrorKind.Server },
        { "DeleteObjects", 403, "AccessDenied", "Access Denied.", "LakeAccessDenied", LakeErrorKind.PermissionDenied },
        { "commit", 401, "", "error authenticating request", "LakeAccessDenied", LakeErrorKind.PermissionDenied },
        { "commit", 403, "", "read-only repository", "LakeRepositoryReadOnly", LakeErrorKind.PermissionDenied },
        { "commit", 403, "", "insufficient permissions", "LakeAccessDenied", LakeErrorKind.PermissionDenied },
        { "commit", 429, "", "too many requests", "LakeThrottled", LakeErrorKind.LimitsExceeded },
        { "commit", 500, "", "inside", "LakeServerError", LakeErrorKind.Server },
    };

    /// <summary>Every operation of the engine.</summary>
    public static TheoryData<string> Operations { get; } = new(Acts.Keys);

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_is_explained(string operation, int status, string code, string message, string errorId, LakeErrorKind kind)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b");
        gateway.Break(new { operation, fault = "error", status, code, message, count = 0 });

        LakeS3Exception error = await Lake.FailsAsync(errorId, () => Acts[operation](gateway.Connection));

        Assert.Equal(kind, error.Kind);
        Assert.Equal(status, (int?)error.StatusCode);
        Assert.Equal(operation is "HeadObject" or "commit" ? null : code, error.Code);
        Assert.Equal(gateway.Url, error.Endpoint);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_web_page_is_no_S3_endpoint(string operation)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b");
        gateway.Break(new { operation, fault = "html", count = 0 });

        LakeS3Exception error = await Lake.FailsAsync("LakeNotAnS3Endpoint", () => Acts[operation](gateway.Connection));

        Assert.Equal(LakeErrorKind.Connection, error.Kind);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_connection_that_is_broken_off_is_told(string operation)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b");
        gateway.Break(new { operation, fault = "reset", count = 0 });

        LakeS3Exception error = await Lake.FailsAsync("LakeConnectionFailed", () => Acts[operation](gateway.Connection));

        Assert.Equal(LakeErrorKind.Connection, error.Kind);
        Assert.Contains("tried once", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_exists_on_a_web_page()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "HeadObject", fault = "html" });

        await Lake.FailsAsync("LakeNotAnS3Endpoint", () => gateway.Connection.ExistsAsync(Address));
    }

    [Fact]
    public async Task A_web_page_becomes_no_file()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using TemporaryFolder folder = new();
        gateway.Break(new { operation = "GetObject", fault = "html" });

        await Lake.FailsAsync("LakeNotAnS3Endpoint", () => new LakeTransfers(gateway.Connection).DownloadFileAsync(
            Address, folder.File("a"), new DownloadOptions(), null, CancellationToken.None));

        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task A_removal_that_is_refused_is_that_object_s_error()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        gateway.Break(new { operation = "DeleteObject", fault = "error", status = 403, code = "AccessDenied" });

        LakeRemoval removal = Assert.Single(
            await new ObjectRemover(gateway.Connection).RemoveAsync([new RemovalItem(Address, true)], CancellationToken.None));

        Assert.Equal("LakeAccessDenied", removal.Error?.ErrorId);
        Assert.False(removal.Removed);
    }

    [Theory]
    [InlineData(Transport.LegacyHttps, "LakeChecksumRefused")]
    [InlineData(Transport.Https, null)]
    [InlineData(Transport.LegacyHttp, null)]
    [InlineData(Transport.Http, null)]
    public async Task Checksum_trailers_are_refused_by_old_servers_alone(Transport transport, string? errorId)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        LakeS3Connection checking = gateway.Connect(checksums: ChecksumMode.WhenSupported);
        byte[] content = Lake.Content(100_000);

        if (errorId is null)
        {
            await checking.UploadAsync(Address, content);
            Assert.Equal(content, await checking.DownloadAsync(Address));
        }
        else
        {
            LakeS3Exception error = await Lake.FailsAsync(errorId, () => checking.UploadAsync(Address, content));
            Assert.Contains("checksum trailers", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_passing_failure_is_tried_again_and_then_told_with_the_number_of_retries()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "ListBuckets", fault = "error", status = 503, code = "SlowDown", count = 3 });
        LakeS3Connection patient = gateway.Connect(maxRetries: 1);

        LakeS3Exception error = await Lake.FailsAsync("LakeThrottled", () => patient.VerifyAsync(CancellationToken.None));
        Assert.Contains("tried 2 times", error.Message, StringComparison.Ordinal);
        await patient.VerifyAsync(CancellationToken.None);

        Assert.Equal([503, 503, 503, 200], (await gateway.StopAsync()).Select(request => request.Status));
    }

    [Theory]
    [InlineData("", "main")]
    [InlineData("a", "no-such-branch")]
    public async Task Commits_that_can_not_be_are_explained(string key, string branch)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(key.Length == 0 ? [] : [key]);

        Task Commit() => new LakeCommits(gateway.Connection).CommitAsync(
            TestGateway.Repository, branch, new CommitRequest { Message = "m" }, CancellationToken.None);

        await Lake.FailsAsync(branch == "main" ? "LakeNothingToCommit" : "LakeBranchNotFound", Commit);
    }

    [Fact]
    public async Task Commits_on_protected_branches_and_tags_and_in_missing_repositories_are_explained()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string id = await gateway.CommitAsync();
        await gateway.CreateTagAsync("v1", id);
        await gateway.ProtectAsync("main");
        Task Commit(string repository, string branch) => new LakeCommits(gateway.Connection).CommitAsync(
            repository, branch, new CommitRequest { Message = "m", AllowEmpty = true }, CancellationToken.None);

        await Lake.FailsAsync("LakeBranchProtected", () => Commit(TestGateway.Repository, "main"));
        await Lake.FailsAsync("LakeRefNotWritable", () => Commit(TestGateway.Repository, "v1"));
        await Lake.FailsAsync("LakeRepositoryNotFound", () => Commit("no-such-lake", "main"));
    }

    // An object's own failure comes with its result; here it is as good as one of the whole.
    private static async Task RemoveAsync(LakeS3Connection connection, params ObjectAddress[] addresses)
    {
        IReadOnlyList<LakeRemoval> results = await new ObjectRemover(connection).RemoveAsync(
            [.. addresses.Select(address => new RemovalItem(address, isListed: true))], CancellationToken.None);
        if (results[0].Error is LakeS3Exception error)
        {
            throw error;
        }
    }

    private static async Task UploadPartsAsync(LakeS3Connection connection)
    {
        using UnseekableStream content = new(new MemoryStream(new byte[17 * 1024 * 1024]));
        await new LakeTransfers(connection).UploadAsync(new UploadRequest(Address), content, null, CancellationToken.None);
    }
}
