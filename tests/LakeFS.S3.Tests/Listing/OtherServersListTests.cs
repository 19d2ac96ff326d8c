using System;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Lists from servers that answer, unlike lakeFS 1.84, an empty list for a ref that does not exist.</summary>
public sealed class OtherServersListTests
{
    [Fact]
    public async Task An_empty_list_of_a_ref_that_does_not_exist_is_an_error()
    {
        using ScriptedServer server = EmptyServer(404, "{\"message\":\"not found\"}");
        using LakeS3Connection connection = server.Connect();

        LakeS3Exception error = await Lake.FailsAsync("LakeRefNotFound", () => connection.ListAsync(TestGateway.At(string.Empty, "nowhere")));

        Assert.Equal("nowhere", error.Ref);
    }

    [Theory]
    [InlineData(200, "{\"id\":\"0a\",\"message\":\"\",\"committer\":\"\",\"creation_date\":0,\"parents\":[],\"metadata\":{}}")]
    [InlineData(401, "{\"message\":\"insufficient permissions\"}")]
    [InlineData(500, "{\"message\":\"internal\"}")]
    public async Task An_empty_list_is_believed_where_nothing_speaks_against_it(int status, string commit)
    {
        using ScriptedServer server = EmptyServer(status, commit);
        using LakeS3Connection connection = server.Connect();

        Assert.Empty(await connection.ListAsync(TestGateway.At(string.Empty)));
    }

    // Returns an empty list for every list request, and the given response for every commit.
    [Theory]
    [InlineData("<Contents><Key>main/other/a</Key><Size>1</Size></Contents>")]
    [InlineData("<CommonPrefixes><Prefix>main/other/</Prefix></CommonPrefixes>")]
    public async Task A_list_with_what_was_not_asked_for_is_an_error(string entry)
    {
        using ScriptedServer server = new(_ => new ScriptedAnswer(200, $"<ListBucketResult><IsTruncated>false</IsTruncated>{entry}</ListBucketResult>"));
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeNotAnS3Endpoint", () => connection.ListAsync(TestGateway.At("in/")));
    }

    private static ScriptedServer EmptyServer(int status, string commit) => new(head => head.StartsWith("GET /api/v1/", StringComparison.Ordinal)
        ? new ScriptedAnswer(status, commit, "application/json")
        : new ScriptedAnswer(200, ScriptedServer.ListOf("<KeyCount>0</KeyCount>")));
}
