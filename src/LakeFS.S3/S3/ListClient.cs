using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>Requests lists of objects.</summary>
internal sealed class ListClient
{
    private readonly S3Exchange _exchange;

    public ListClient(S3Exchange exchange)
    {
        _exchange = exchange;
    }

    /// <summary>Requests a page, and retries transient failures.</summary>
    /// <param name="request">The list.</param>
    /// <param name="continuation">The continuation token; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ServerErrorException">The server rejected the request.</exception>
    /// <exception cref="XmlException">The response is not that of an S3 server.</exception>
    public Task<ListResult> AskAsync(ListRequest request, string? continuation, CancellationToken cancellationToken) =>
        _exchange.SendAsync(_exchange.ToBucket(HttpMethod.Get, request.Bucket, request.ToQuery(continuation)), ListReader.Read, cancellationToken);
}
