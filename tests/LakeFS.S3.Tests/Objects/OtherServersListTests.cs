using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Lists from servers that answer, unlike lakeFS 1.84, an empty list for a ref that does not exist.</summary>
public sealed class OtherServersListTests
{
    private const string EmptyList =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><Name>data-lake</Name><IsTruncated>false</IsTruncated><KeyCount>0</KeyCount></ListBucketResult>";

    [Fact]
    public async Task An_empty_list_of_a_ref_that_does_not_exist_is_an_error()
    {
        using EmptyServer server = new(404, "{\"message\":\"not found\"}");
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
        using EmptyServer server = new(status, commit);
        using LakeS3Connection connection = server.Connect();

        Assert.Empty(await connection.ListAsync(TestGateway.At(string.Empty)));
    }

    /// <summary>Answers every list empty and every commit as it is told.</summary>
    private sealed class EmptyServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly int _status;
        private readonly string _commit;

        public EmptyServer(int status, string commit)
        {
            _status = status;
            _commit = commit;
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
                    await AnswerAsync(client.GetStream());
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task AnswerAsync(NetworkStream stream)
        {
            byte[] buffer = new byte[16 * 1024];
            int read = await stream.ReadAsync(buffer);
            bool isRest = Encoding.ASCII.GetString(buffer, 0, read).StartsWith("GET /api/v1/", StringComparison.Ordinal);
            (int status, string type, string body) = isRest ? (_status, "application/json", _commit) : (200, "application/xml", EmptyList);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} Answer\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        }
    }
}
