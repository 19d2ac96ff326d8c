using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>A list of the S3 side, page by page.</summary>
internal sealed class ListPages
{
    private readonly LakeS3Connection _connection;
    private readonly S3Operation _operation;
    private readonly ObjectAddress _address;

    public ListPages(LakeS3Connection connection, S3Operation operation, ObjectAddress address)
    {
        _connection = connection;
        _operation = operation;
        _address = address;
    }

    /// <summary>Streams what the pages hold.</summary>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or leads in a circle.</exception>
    public IAsyncEnumerable<T> ReadAsync<T>(
        ListObjectsV2Request request, Func<ListObjectsV2Response, IReadOnlyList<T>> entriesOf, CancellationToken cancellationToken) =>
        Pages.ReadAsync(
            async (token, stop) =>
            {
                request.ContinuationToken = token;
                ListObjectsV2Response page = await AskAsync(request, stop).ConfigureAwait(false);
                return new Page<T>(entriesOf(page), NextOf(page, token));
            },
            cancellationToken);

    private string? NextOf(ListObjectsV2Response page, string? token)
    {
        if (page.IsTruncated != true)
        {
            return null;
        }

        // "Truncated" with a token that leads nowhere exists (s3-list #54); following it would never end.
        return string.IsNullOrEmpty(page.NextContinuationToken) || page.NextContinuationToken == token
            ? throw new LakeS3Exception(
                "LakeServerError", LakeErrorKind.Server, $"{_connection.EndpointUrl} says that the list of {_address.Uri} goes on, but not where.")
            : page.NextContinuationToken;
    }

    private Task<ListObjectsV2Response> AskAsync(ListObjectsV2Request request, CancellationToken cancellationToken) => _connection.Errors.RunOnPrefixAsync(
        _operation,
        _address,
        s3 => s3.ListObjectsV2Async(request, cancellationToken),
        cancellationToken);
}
