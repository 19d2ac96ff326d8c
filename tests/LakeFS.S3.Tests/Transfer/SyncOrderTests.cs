using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
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

        string[] read = [.. new LocalFolder(folder.Path, recurse: true).Enumerate((_, error) => throw error).Select(file => file.Key)];

        Assert.Equal(keys.Order(KeyOrder.Instance), read);
    }

    [Fact]
    public async Task A_list_out_of_order_deletes_nothing()
    {
        using TemporaryFolder folder = new();
        SyncRun.Write(folder, "a", []);
        SyncRun.Write(folder, "b", []);
        using OneListServer server = new("main/b", "main/a");
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeServerError", () => SyncRun.RunAsync(
            LakeSync.Download(connection, TestGateway.At(string.Empty), folder.Path, new SyncOptions { Delete = true })));

        Assert.Equal(["a", "b"], folder.Files);
    }

    /// <summary>Answers every request with one list of empty objects.</summary>
    private sealed class OneListServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string _list;

        public OneListServer(params string[] keys)
        {
            string contents = string.Concat(keys.Select(key =>
                $"<Contents><Key>{key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size></Contents>"));
            _list = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><Name>data-lake</Name><IsTruncated>false</IsTruncated><KeyCount>{keys.Length}</KeyCount>{contents}</ListBucketResult>";
            _listener.Start();
            _ = ServeAsync();
        }

        public LakeS3Connection Connect() => LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = $"http://{_listener.LocalEndpoint}",
            Credential = new LakeCredential("AKIAIOSFODNN7EXAMPLE", "secret", "the test"),
            MaxRetries = 0,
        });

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using TcpClient client = await _listener.AcceptTcpClientAsync();
                    using StreamReader request = new(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                    while (!string.IsNullOrEmpty(await request.ReadLineAsync()))
                    {
                    }

                    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
                        $"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {Encoding.UTF8.GetByteCount(_list)}\r\nConnection: close\r\n\r\n{_list}"));
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
