using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>A list of the S3 side, page by page.</summary>
internal sealed class ListPages
{
    private readonly LakeS3Connection _connection;
    private readonly S3Operation _operation;
    private readonly ObjectAddress _address;
    private readonly ListClient _client;
    private readonly ErrorTranslator _errors;

    public ListPages(LakeS3Connection connection, ListClient client, ErrorTranslator errors, S3Operation operation, ObjectAddress address)
    {
        _connection = connection;
        _operation = operation;
        _address = address;
        _client = client;
        _errors = errors;
    }

    /// <summary>Streams what the pages hold.</summary>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or leads in a circle.</exception>
    public IAsyncEnumerable<T> ReadAsync<T>(
        ListRequest request, Func<ListResult, IReadOnlyList<T>> entriesOf, CancellationToken cancellationToken) =>
        Pages.ReadAsync(
            async (token, stop) =>
            {
                ListResult page = await AskAsync(request, token, stop).ConfigureAwait(false);
                return new Page<T>(entriesOf(page), NextOf(page, token));
            },
            _connection.CollectMemory,
            cancellationToken);

    /// <summary>Asks for the first page alone.</summary>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public Task FirstAsync(ListRequest request, CancellationToken cancellationToken) => AskAsync(request, continuation: null, cancellationToken);

    private string? NextOf(ListResult page, string? token)
    {
        if (!page.IsTruncated)
        {
            return null;
        }

        // "Truncated" with a token that leads nowhere exists (s3-list #54); following it would never end.
        return string.IsNullOrEmpty(page.NextContinuationToken) || page.NextContinuationToken == token
            ? throw ServerErrors.EndlessList(new ErrorFacts { Endpoint = _connection.EndpointUrl }, _address.Uri)
            : page.NextContinuationToken;
    }

    private Task<ListResult> AskAsync(ListRequest request, string? continuation, CancellationToken cancellationToken) => _errors.RunOnPrefixAsync(
        _operation,
        _address,
        () => _client.AskAsync(request, continuation, cancellationToken),
        cancellationToken);
}
