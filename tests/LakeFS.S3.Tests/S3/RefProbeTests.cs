using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.S3;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The error for a missing branch, tag, commit, object or repository, and how many requests it takes to find out.</summary>
public sealed class RefProbeTests
{
    private const string MissingId = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>Repository and ref; the error of reading and its requests; the error of writing and its requests.</summary>
    public static TheoryData<string, string, string, int, string, int> Places { get; } = new()
    {
        { TestGateway.Repository, "main", "LakeObjectNotFound", 2, "", 1 },
        { TestGateway.Repository, "v1", "LakeObjectNotFound", 3, "LakeRefNotWritable", 3 },
        { TestGateway.Repository, "{commit}", "LakeObjectNotFound", 3, "LakeRefNotWritable", 3 },
        { TestGateway.Repository, "{short}", "LakeObjectNotFound", 3, "LakeRefNotWritable", 3 },
        { TestGateway.Repository, "main~0", "LakeObjectNotFound", 3, "LakeRefNotWritable", 0 },
        { TestGateway.Repository, "no-such-branch", "LakeRefNotFound", 3, "LakeBranchNotFound", 3 },
        { TestGateway.Repository, "mai", "LakeRefNotFound", 3, "LakeBranchNotFound", 3 },
        { TestGateway.Repository, MissingId, "LakeRefNotFound", 3, "LakeBranchNotFound", 3 },
        { TestGateway.Repository, "main~99", "LakeRefNotFound", 3, "LakeRefNotWritable", 0 },
        { "no-such-lake", "main", "LakeRepositoryNotFound", 2, "LakeRepositoryNotFound", 2 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Reading_a_missing_object(
        string repository, string reference, string errorId, int requests, string errorOfWriting, int requestsOfWriting)
    {
        _ = (errorOfWriting, requestsOfWriting);
        await using TestGateway gateway = await TestGateway.StartAsync();
        ObjectAddress missing = TestGateway.At("none", await PrepareAsync(gateway, reference), repository);

        LakeS3Exception error = await Lake.FailsAsync(errorId, () => gateway.Connection.HeadAsync(missing));

        Assert.Equal((missing.Container, missing.Ref, "none"), (error.Repository, error.Ref, error.Key));
        string[] operations = await gateway.StopAndTellOperationsAsync();
        Assert.Equal(Enumerable.Repeat("ListObjectsV2", requests - 1).Prepend("HeadObject"), operations);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Fetching_a_missing_object(
        string repository, string reference, string errorId, int requests, string errorOfWriting, int requestsOfWriting)
    {
        _ = (errorOfWriting, requestsOfWriting);
        await using TestGateway gateway = await TestGateway.StartAsync();
        ObjectAddress missing = TestGateway.At("none", await PrepareAsync(gateway, reference), repository);

        await Lake.FailsAsync(errorId, () => gateway.Connection.DownloadAsync(missing));

        string[] operations = await gateway.StopAndTellOperationsAsync();
        Assert.Equal(Enumerable.Repeat("ListObjectsV2", requests - 1).Prepend("GetObject"), operations);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Writing_an_object(
        string repository, string reference, string errorOfReading, int requestsOfReading, string errorId, int requests)
    {
        _ = (errorOfReading, requestsOfReading);
        await using TestGateway gateway = await TestGateway.StartAsync();
        ObjectAddress target = TestGateway.At("new", await PrepareAsync(gateway, reference), repository);

        if (errorId.Length == 0)
        {
            await gateway.Connection.UploadAsync(target, [1, 2, 3]);
        }
        else
        {
            await Lake.FailsAsync(errorId, () => gateway.Connection.UploadAsync(target, [1, 2, 3]));
        }

        string[] operations = await gateway.StopAndTellOperationsAsync();
        Assert.Equal(requests == 0 ? [] : Enumerable.Repeat("ListObjectsV2", requests - 1).Prepend("PutObject"), operations);
    }

    [Theory]
    [InlineData("no-such-branch", "LakeRefNotFound")]
    [InlineData(MissingId, "LakeRefNotFound")]
    [InlineData("main~99", "LakeRefNotFound")]
    public async Task Listing_a_missing_ref(string reference, string errorId)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await Lake.FailsAsync(errorId, () => gateway.Connection.ListAsync(TestGateway.At("", reference)));
    }

    [Fact]
    public async Task Listing_in_a_missing_repository()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await Lake.FailsAsync("LakeRepositoryNotFound", () => gateway.Connection.ListAsync(TestGateway.At("", repository: "no-such-lake")));
        await Lake.FailsAsync("LakeRepositoryNotFound", async () =>
        {
            await foreach (LakeBranch branch in new S3Client(gateway.Connection).Lists.BranchesAsync("no-such-lake", null, CancellationToken.None))
            {
                Assert.Fail(branch.Ref);
            }
        });
    }

    [Fact]
    public async Task Plain_successes_need_no_second_request()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        ObjectAddress address = TestGateway.At("a");
        LakeS3Connection connection = gateway.Connection;

        await connection.UploadAsync(address, Lake.Content(1000));
        await connection.HeadAsync(address);
        await connection.DownloadAsync(address);
        await connection.ListAsync(TestGateway.At(""));
        await new LakeCommits(connection).CommitAsync(TestGateway.Repository, "main", new CommitRequest { Message = "m" }, CancellationToken.None);
        await new S3Client(connection).Lists.BucketsAsync(null, CancellationToken.None);

        Assert.Equal(
            ["PutObject", "HeadObject", "GetObject", "ListObjectsV2", "commit", "ListBuckets"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task Asking_whether_objects_exist_says_no_for_whatever_is_missing()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");

        Assert.True(await gateway.Connection.ExistsAsync(TestGateway.At("a")));
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At("b")));
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At("a", "no-such-branch")));
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At("a", repository: "no-such-lake")));
    }

    [Fact]
    public async Task Asking_whether_an_object_exists_does_not_say_no_when_nobody_knows()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        gateway.Break(new { operation = "HeadObject", fault = "error", status = 403, code = "AccessDenied" });

        await Lake.FailsAsync("LakeAccessDenied", () => gateway.Connection.ExistsAsync(TestGateway.At("a")));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("reset")]
    [InlineData("html")]
    public async Task A_second_look_that_fails_does_not_hide_the_first_answer(string fault)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "ListObjectsV2", fault, status = 403, code = "AccessDenied", count = 0 });

        LakeS3Exception error = await Lake.FailsAsync("LakeObjectNotFound", () => gateway.Connection.HeadAsync(TestGateway.At("none")));

        Assert.Contains("or the ref does not", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_refused_and_can_not_be_looked_at_is_a_missing_ref()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(
            new { operation = "ListObjectsV2", fault = "error", status = 400, code = "BadRequest", nth = 1, count = 1 },
            new { operation = "ListObjectsV2", fault = "error", status = 403, code = "AccessDenied", nth = 2, count = 0 });

        await Lake.FailsAsync("LakeRefNotFound", () => gateway.Connection.ListAsync(TestGateway.At("")));
    }

    private static async Task<string> PrepareAsync(TestGateway gateway, string reference)
    {
        await gateway.SeedAsync("a");
        string commit = await gateway.CommitAsync();
        await gateway.CreateTagAsync("v1", commit);
        await gateway.CreateBranchAsync("main-2");
        gateway.ForgetSetup();
        return reference.Replace("{commit}", commit, StringComparison.Ordinal).Replace("{short}", commit[..12], StringComparison.Ordinal);
    }
}
