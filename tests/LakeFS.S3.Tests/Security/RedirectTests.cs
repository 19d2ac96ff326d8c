using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Servers that send requests on to others.</summary>
public sealed class RedirectTests
{
    private static readonly ObjectAddress Object = TestGateway.At("a");

    /// <summary>Every kind of request, by its name.</summary>
    public static Dictionary<string, Func<LakeS3Connection, Task>> Requests { get; } = new()
    {
        ["head"] = connection => connection.HeadAsync(Object),
        ["get"] = connection => connection.DownloadAsync(Object),
        ["put"] = connection => connection.UploadAsync(Object, [1]),
        ["list"] = connection => connection.ListAsync(TestGateway.At(string.Empty)),
        ["copy"] = connection => new LakeObjects(connection).CopyAsync(Object, TestGateway.At("b"), null, CancellationToken.None),
        ["remove"] = connection => new S3.S3Client(connection).RemoveAsync(Object, CancellationToken.None),
        ["remove many"] = connection => new S3.S3Client(connection).RemoveAsync(Object.Container, [Object, TestGateway.At("b")], CancellationToken.None),
        ["verify"] = connection => connection.VerifyAsync(CancellationToken.None),
        ["begin an upload"] = connection => new S3.S3Client(connection).Uploads.BeginAsync(
            new S3.PutHeaders(Object, "text/plain", new Dictionary<string, string>(), noClobber: false), () => { }, CancellationToken.None),
        ["complete an upload"] = connection => new S3.S3Client(connection).Uploads.CompleteAsync(Object, "id", [new(1, "\"e\"")], false, CancellationToken.None),
        ["abort an upload"] = connection => new S3.S3Client(connection).Uploads.AbortAsync(Object, "id", CancellationToken.None),
        ["list uploads"] = connection => Lake.AllAsync(new S3.S3Client(connection).Uploads.ListAsync(Object.Container, CancellationToken.None)),
        ["REST get"] = connection => new LakeCommits(connection).GetAsync(Object.Container, "main", CancellationToken.None),
        ["REST post"] = connection => new LakeCommits(connection).CommitAsync(
            Object.Container, "main", new CommitRequest { Message = "m" }, CancellationToken.None),
    };

    public static TheoryData<string, int, ChecksumMode> Cases()
    {
        TheoryData<string, int, ChecksumMode> cases = [];
        foreach (string request in Requests.Keys)
        {
            cases.Add(request, 307, ChecksumMode.WhenRequired);
            cases.Add(request, 301, ChecksumMode.WhenRequired);
        }

        foreach (string request in new[] { "get", "put" })
        {
            cases.Add(request, 307, ChecksumMode.WhenSupported);
            cases.Add(request, 308, ChecksumMode.WhenSupported);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Nothing_is_sent_on_and_the_error_names_the_target(string request, int status, ChecksumMode checksums)
    {
        int stolen = 0;
        using ScriptedServer thief = new(_ =>
        {
            Interlocked.Increment(ref stolen);
            return new ScriptedAnswer(200, string.Empty);
        });
        int asked = 0;
        using ScriptedServer server = new(_ =>
        {
            Interlocked.Increment(ref asked);
            return new ScriptedAnswer(status, string.Empty) { Headers = $"Location: {thief.Url}/s3.eu-central-1.amazonaws.com/x?X-Amz-Signature=abc\r\n" };
        });
        using LakeS3Connection connection = server.Connect(maxRetries: 2, checksums);

        LakeS3Exception error = await Lake.FailsAsync("LakeRedirected", () => Requests[request](connection));

        Assert.Equal((0, 1), (stolen, asked));
        Assert.Contains(thief.Url, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature=", error.Message, StringComparison.Ordinal);
        Assert.Equal(status, (int?)error.StatusCode);
    }

    [Theory]
    [InlineData("head", ChecksumMode.WhenRequired)]
    [InlineData("get", ChecksumMode.WhenSupported)]
    public async Task A_bucket_of_another_region_is_an_error_that_names_the_region(string request, ChecksumMode checksums)
    {
        int asked = 0;
        using ScriptedServer server = new(_ =>
        {
            Interlocked.Increment(ref asked);
            return new ScriptedAnswer(301, string.Empty) { Headers = "x-amz-bucket-region: eu-west-3\r\n" };
        });
        using LakeS3Connection connection = server.Connect(checksums: checksums);

        LakeS3Exception error = await Lake.FailsAsync("LakeRegionMismatch", () => Requests[request](connection));

        Assert.Equal(1, asked);
        Assert.Contains("eu-west-3", error.Message, StringComparison.Ordinal);
    }
}
