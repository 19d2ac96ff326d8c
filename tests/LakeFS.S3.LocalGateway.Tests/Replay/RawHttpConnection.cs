using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// An HTTP/1.1 connection that sends the bytes it is given. An HTTP client would normalise paths, check headers
/// and add some of its own.
/// </summary>
internal sealed class RawHttpConnection : IAsyncDisposable
{
    private readonly Stream stream;
    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    private RawHttpConnection(Stream stream) => this.stream = stream;

    /// <summary>Whether another request can follow the last one.</summary>
    public bool IsReusable { get; private set; } = true;

    /// <summary>Connects to a server's host and port.</summary>
    /// <param name="server">An http or https address.</param>
    /// <param name="trusted">Certificates to trust instead of the system's, null for the system's.</param>
    /// <param name="cancellationToken">Stops connecting.</param>
    public static async Task<RawHttpConnection> OpenAsync(Uri server, X509Certificate2Collection? trusted, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            NetworkStream plain = new(socket, ownsSocket: true);
            return new RawHttpConnection(server.Scheme == Uri.UriSchemeHttps
                ? await SecureAsync(plain, server.Host, trusted, cancellationToken)
                : plain);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="InvalidDataException">The answer is not HTTP, or shorter than it says.</exception>
    public async Task<RawHttpResponse> ExchangeAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
        IsReusable = false;

        // A server may answer and close before it has read a long body: read while writing.
        Task sending = stream.WriteAsync(request.ToBytes(), cancellationToken).AsTask();
        RawHttpResponse response;
        try
        {
            response = await ReadResponseAsync(request.Method, cancellationToken);
        }
        catch (EndOfStreamException) when (sending.IsFaulted)
        {
            await sending;
            throw;
        }

        // What the server did not want to read would be in the way of the next request.
        IsReusable = sending.IsCompletedSuccessfully
            && response.Header("connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) != true
            // Without either the end of the body is that of the connection.
            && (HasNoBody(request.Method, response.Status) || response.Header("content-length") is not null || response.Header("transfer-encoding") is not null);
        return response;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static async Task<SslStream> SecureAsync(Stream plain, string host, X509Certificate2Collection? trusted, CancellationToken cancellationToken)
    {
        SslClientAuthenticationOptions options = new() { TargetHost = host };
        if (trusted is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        SslStream secure = new(plain);
        await secure.AuthenticateAsClientAsync(options, cancellationToken);
        return secure;
    }

    private static bool HasNoBody(string method, int status) => method == "HEAD" || status is 204 or 304;

    private async Task<RawHttpResponse> ReadResponseAsync(string method, CancellationToken cancellationToken)
    {
        int status;
        List<HeaderField> headers;
        do
        {
            // 100 Continue and its like precede the answer.
            status = ParseStatus(await ReadLineAsync(cancellationToken));
            headers = await ReadHeadersAsync(cancellationToken);
        }
        while (status is >= 100 and < 200);

        RawHttpResponse head = new(status, headers, []);
        byte[] body = HasNoBody(method, status)
            ? []
            : head.Header("transfer-encoding") is { } encoding && encoding.EndsWith("chunked", StringComparison.OrdinalIgnoreCase)
                ? await ReadChunksAsync(cancellationToken)
                : head.Header("content-length") is { } length
                    ? await ReadExactlyAsync(int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture), cancellationToken)
                    : await ReadToEndAsync(cancellationToken);
        return head with { Body = body };
    }

    private static int ParseStatus(string line)
    {
        string[] parts = line.Split(' ', 3);
        return parts.Length >= 2 && parts[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int status)
                ? status
                : throw new InvalidDataException($"This is no status line: {line}");
    }

    private async Task<List<HeaderField>> ReadHeadersAsync(CancellationToken cancellationToken)
    {
        List<HeaderField> headers = [];
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(colon > 0
                ? new HeaderField(line[..colon], line[(colon + 1)..].Trim(' ', '\t'))
                : throw new InvalidDataException($"This is no header: {line}"));
        }

        return headers;
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        while (true)
        {
            string size = (await ReadLineAsync(cancellationToken)).Split(';')[0].Trim();
            int length = int.Parse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                await ReadHeadersAsync(cancellationToken);
                return body.ToArray();
            }

            body.Write(await ReadExactlyAsync(length, cancellationToken));
            if (await ReadLineAsync(cancellationToken) is not "")
            {
                throw new InvalidDataException("A chunk does not end where it should.");
            }
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int length, CancellationToken cancellationToken)
    {
        byte[] content = new byte[length];
        int filled = 0;
        while (filled < length)
        {
            if (!await FillAsync(cancellationToken))
            {
                throw new EndOfStreamException($"The connection ended after {filled} of {length} bytes of the body.");
            }

            int count = Math.Min(end - start, length - filled);
            buffer.AsSpan(start, count).CopyTo(content.AsSpan(filled));
            start += count;
            filled += count;
        }

        return content;
    }

    private async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        while (await FillAsync(cancellationToken))
        {
            content.Write(buffer.AsSpan(start, end - start));
            start = end;
        }

        return content.ToArray();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        List<byte> line = [];
        while (await FillAsync(cancellationToken))
        {
            byte value = buffer[start++];
            if (value == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(value);
        }

        throw new EndOfStreamException("The connection ended before the answer did.");
    }

    /// <summary>Sees to it that the buffer holds a byte; false at the end of the connection.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (start == end)
        {
            start = 0;
            end = await stream.ReadAsync(buffer, cancellationToken);
        }

        return end > 0;
    }
}
