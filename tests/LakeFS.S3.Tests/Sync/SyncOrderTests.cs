using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.Primitives;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The order in which both sides of a sync are read; a wrong one would delete what is there.</summary>
public sealed class SyncOrderTests
{
    [Fact]
    public void Keys_are_ordered_by_their_bytes()
    {
        string[] keys =
        [
            "a", "a-b", "a.txt", "a/b", "a0", "ab", "A", "", "z", "\u00e9", "e\u0301", "\ud7ff", "\ue000", "\uff5e", "\uffff", "\U00010000", "\U0001f600",
            "\U0010ffff", "\U0001f600a", "\uff5ea", "a\U0001f600", "a\uff5e",
        ];

        Assert.Equal(keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal), keys.Order(KeyOrder.Instance));
    }

    [Fact]
    public void A_folder_is_read_in_that_order()
    {
        using TemporaryFolder folder = new();
        string[] keys = ["a-b", "a.txt", "a/b", "a/b0/c", "a/b.txt", "a0", "\uff5e.x", "\uff5e/x", "\U0001f600", "\U0001f600.d/x"];
        foreach (string key in keys)
        {
            SyncRun.Write(folder, key, [1]);
        }

        string[] read = [.. new LocalFolder(folder.Path, new FolderScan((_, error) => throw error) { Recurse = true }).Enumerate().Select(file => file.Key)];

        Assert.Equal(keys.Order(KeyOrder.Instance), read);
    }

    [Fact]
    public async Task A_list_out_of_order_deletes_nothing()
    {
        using TemporaryFolder folder = new();
        SyncRun.Write(folder, "a", []);
        SyncRun.Write(folder, "b", []);
        using ScriptedServer server = OneListServer("main/b", "main/a");
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeServerError", () => SyncRun.RunAsync(
            LakeSync.Download(connection, TestGateway.At(string.Empty), folder.Path, new SyncOptions { Delete = true })));

        Assert.Equal(["a", "b"], folder.Files);
    }

    // Answers every request with one list of empty objects.
    private static ScriptedServer OneListServer(params string[] keys) => new(_ => new ScriptedAnswer(200, ScriptedServer.ListOf(string.Concat(keys.Select(key =>
        $"<Contents><Key>{key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size></Contents>")))));
}
