using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>Asks for lists of objects.</summary>
internal sealed class ListClient
{
    private readonly S3Exchange _exchange;

    public ListClient(S3Exchange exchange)
    {
        _exchange = exchange;
    }

    /// <summary>Asks for a page, again where the reason of a failure may pass.</summary>
    /// <param name="request">The list.</param>
    /// <param name="continuation">Where it goes on; null for its first page.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ServerErrorException">The server refused.</exception>
    /// <exception cref="XmlException">What answers is no S3 server.</exception>
    public Task<ListResult> AskAsync(ListRequest request, string? continuation, CancellationToken cancellationToken) =>
        _exchange.SendAsync(_exchange.ToBucket(HttpMethod.Get, request.Bucket, request.ToQuery(continuation)), ListReader.Read, cancellationToken);
}
