using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using Amazon.S3.Model;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>Asks for lists by plain requests; <see cref="ListReader"/> says why not by the SDK.</summary>
internal sealed class ListClient
{
    private readonly LakeS3Connection _connection;
    private readonly SignedRequests _requests;
    private readonly RetryPolicy _retry;

    public ListClient(LakeS3Connection connection, SignedRequests requests)
    {
        _connection = connection;
        _requests = requests;
        _retry = new RetryPolicy(connection.MaxRetries);
    }

    /// <summary>Asks for a page, again where the reason of a failure may pass.</summary>
    /// <param name="request">The list.</param>
    /// <param name="continuation">Where it goes on; null for its first page.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ServerErrorException">The server refused.</exception>
    /// <exception cref="XmlException">What answers is no S3 server.</exception>
    public async Task<ListResult> AskAsync(ListRequest request, string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(request, continuation, cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException refusal) when (refusal.ErrorCode == "RequestTimeTooSkewed")
        {
            if (!await LearnTimeAsync(cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }

        return await TryAsync(request, continuation, cancellationToken).ConfigureAwait(false);
    }

    private Task<ListResult> TryAsync(ListRequest request, string? continuation, CancellationToken cancellationToken) =>
        _retry.RunAsync(_ => AskOnceAsync(request, continuation, cancellationToken), cancellationToken);

    private async Task<ListResult> AskOnceAsync(ListRequest request, string? continuation, CancellationToken cancellationToken)
    {
        S3RequestUri target = S3RequestUri.OfBucket(_connection.EndpointUrl, _connection.IsInHost(request.Bucket), request.Bucket, request.ToQuery(continuation));
        using HttpRequestMessage message = _requests.Make(
            HttpMethod.Get, target, new SortedDictionary<string, string>(StringComparer.Ordinal), body: null);
        using HttpResponseMessage answer = await _connection.Http.Client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        await S3ErrorReader.RequireSuccessAsync(answer).ConfigureAwait(false);
        using Stream content = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
        return ListReader.Read(content);
    }

    // The SDK learns from such a refusal how far this machine's clock is off, and what is signed here goes by what it knows.
    private async Task<bool> LearnTimeAsync(CancellationToken cancellationToken)
    {
        TimeSpan known = _connection.ServerTime - DateTime.UtcNow;
        try
        {
            await _connection.S3.ListBucketsAsync(new ListBucketsRequest { Prefix = "-" }, cancellationToken).ConfigureAwait(false);
        }
        catch (Amazon.Runtime.AmazonServiceException)
        {
            // What else there is to refuse, the list itself is told.
        }

        return (_connection.ServerTime - DateTime.UtcNow - known).Duration() > TimeSpan.FromMinutes(1);
    }
}
