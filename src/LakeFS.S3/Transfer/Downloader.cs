using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>Fetches one object and checks what came.</summary>
internal sealed class Downloader
{
    private const int BufferSize = 128 * 1024;

    private readonly LakeS3Connection _connection;

    public Downloader(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Writes an object's content to a stream.</summary>
    /// <exception cref="LakeS3Exception">The object does not exist, the server refused, or not all of it came.</exception>
    public async Task<LakeTransferResult> FetchAsync(
        ObjectAddress address, Stream target, string? path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using GetObjectResponse answer = await OpenAsync(address, cancellationToken).ConfigureAwait(false);
        using Md5Stream hashing = new(answer.ResponseStream, progress);
        long size = answer.ContentLength;
        await PourAsync(address, hashing, target, cancellationToken).ConfigureAwait(false);
        if (hashing.BytesRead != size)
        {
            throw ErrorTable.ContentMismatch(_connection, address, $"{size} bytes were announced, {hashing.BytesRead} came.", "Nothing was kept.");
        }

        string? etag = ETags.Unquote(answer.ETag);
        return new LakeTransferResult(address, path, size, etag, hashing.Finish() == etag, watch.Elapsed);
    }

    /// <summary>Asks for an object's content; the caller reads and disposes the answer.</summary>
    public async Task<GetObjectResponse> OpenAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        // Asked for as a range: the SDK takes the ETag of a whole object for its MD5 and would call every object
        // that came by multipart upload corrupt, because lakeFS drops the number of parts (s3-multipart #15).
        ByteRange everything = new("bytes=0-");
        GetObjectResponse answer = await _connection.Errors.RunAsync(
            S3Operation.ReadObject,
            address,
            async s3 =>
            {
                try
                {
                    return await s3.GetObjectAsync(Request(everything), cancellationToken).ConfigureAwait(false);
                }
                catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                {
                    // An empty object has no byte 0 (s3-range #35).
                    return await s3.GetObjectAsync(Request(range: null), cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            ETags.Require(_connection, S3Operation.ReadObject, address, answer.ETag);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }

        GetObjectRequest Request(ByteRange? range) => new() { BucketName = address.Repository, Key = address.S3Key, ByteRange = range };
    }

    // Only what the network does is the server's; what goes wrong with the target is the caller's to explain.
    private async Task PourAsync(ObjectAddress address, Stream source, Stream target, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSize];
        Task<int> ReadAsync() => _connection.Errors.RunAsync(
            S3Operation.ReadObject, address, _ => source.ReadAsync(buffer, 0, buffer.Length, cancellationToken), cancellationToken);
        for (int read = await ReadAsync().ConfigureAwait(false); read > 0; read = await ReadAsync().ConfigureAwait(false))
        {
            await target.WriteAsync(buffer, 0, read, cancellationToken).ConfigureAwait(false);
        }
    }
}
