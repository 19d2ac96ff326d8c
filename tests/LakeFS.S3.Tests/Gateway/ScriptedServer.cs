using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace LakeFS.S3.Tests;

/// <summary>A server that answers what a test makes of each request's head, as no lakeFS 1.84 would.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, ScriptedAnswer> _answer;

    /// <summary>Starts the server.</summary>
    /// <param name="answer">Receives the header lines of a request and returns the response.</param>
    public ScriptedServer(Func<string, ScriptedAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Where it answers.</summary>
    public string Url => $"http://{_listener.LocalEndpoint}";

    public LakeS3Connection Connect(int maxRetries = 0, ChecksumMode checksums = ChecksumMode.WhenRequired) => LakeS3Connection.Open(new ConnectionOptions
    {
        EndpointUrl = Url,
        Credential = new LakeCredential("AKIAIOSFODNN7EXAMPLE", "secret", "the test", "the-session-token"),
        MaxRetries = maxRetries,
        RequestChecksum = checksums,
        ResponseValidation = checksums,
    });

    /// <summary>The XML of a list.</summary>
    public static string ListOf(string contents) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><Name>data-lake</Name><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>";

    public void Dispose() => _listener.Dispose();

    private ScriptedAnswer AnswerTo(string head)
    {
        try
        {
            return _answer(head);
        }
        catch (Exception problem)
        {
            // Without an answer the test would wait instead of failing.
            return new ScriptedAnswer(418, problem.ToString(), "text/plain");
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                using StreamReader reader = new(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                StringBuilder head = new();
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                {
                    head.Append(line).Append('\n');
                }

                ScriptedAnswer answer = AnswerTo(head.ToString());
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
                    $"HTTP/1.1 {answer.Status} Answer\r\nContent-Type: {answer.ContentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(answer.Body)}\r\n"
                    + $"{answer.Headers}Date: {answer.Date:R}\r\nConnection: close\r\n\r\n{answer.Body}"));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
