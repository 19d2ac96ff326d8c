using System;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Content that does not have the MD5 that its ETag names: an imported object may, one that lakeFS stored is broken.</summary>
public sealed class ImportedContentTests
{
    private const string ETag = "0123456789abcdef0123456789abcdef";

    private static readonly ObjectAddress Address = TestGateway.At("content.bin");

    [Theory]
    [InlineData("s3://bucket/lake", "s3://bucket/lake/data/ft2j3s9ksducnra5qhb0/dc4t7ipksducnra5sk9g")]
    [InlineData("s3://bucket/lake/", "s3://bucket/lake/data/ft2j3s9ksducnra5qhb0/dc4t7ipksducnra5sk9g")]
    [InlineData("local://lake", "local:///var/lakefs/block/lake/data/ft2j3s9ksducnra5qhb0/dc4t7ipksducnra5sk9g")]
    public async Task What_lakeFS_stored_is_refused(string storageNamespace, string physicalAddress)
    {
        using ScriptedServer server = ServerWith(storageNamespace, physicalAddress);
        await Lake.FailsAsync("LakeContentMismatch", () => server.Connect().DownloadAsync(Address));
    }

    [Theory]
    [InlineData("s3://bucket/lake", "s3://bucket/lake-2/data/ft2j3s9ksducnra5qhb0/dc4t7ipksducnra5sk9g")]
    [InlineData("s3://bucket/lake", "s3://landing/2026/orders.csv")]
    [InlineData("local://lake", "local:///var/landing/lake/data/orders.csv")]
    [InlineData("local://lake", "local:///var/lakefs/block/my-lake/data/ft2j3s9ksducnra5qhb0/dc4t7ipksducnra5sk9g")]
    public async Task What_was_imported_can_not_be_verified(string storageNamespace, string physicalAddress)
    {
        using ScriptedServer server = ServerWith(storageNamespace, physicalAddress);
        Assert.Equal("changed"u8.ToArray(), await server.Connect().DownloadAsync(Address));
    }

    private static ScriptedServer ServerWith(string storageNamespace, string physicalAddress) => new(head => head switch
    {
        _ when head.Contains("/objects/stat", StringComparison.Ordinal) => new ScriptedAnswer(
            200, $$"""{"checksum":"{{ETag}}","physical_address":"{{physicalAddress}}","path":"content.bin","path_type":"object","size_bytes":7,"mtime":1}""", "application/json"),
        _ when head.Contains(" /api/v1/repositories/", StringComparison.Ordinal) => new ScriptedAnswer(
            200, $$"""{"id":"data-lake","storage_namespace":"{{storageNamespace}}","default_branch":"main","creation_date":1}""", "application/json"),
        _ => new ScriptedAnswer(200, "changed", "text/plain") { Headers = $"ETag: \"{ETag}\"\r\n" },
    });
}
