using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>The pages of one list, each asked for when it is wanted.</summary>
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

    /// <summary>Streams the pages.</summary>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or leads in a circle.</exception>
    public async IAsyncEnumerable<ListObjectsV2Response> ReadAsync(
        ListObjectsV2Request request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            ListObjectsV2Response page = await _connection.Errors.RunAsync(
                _operation,
                _address.Repository,
                _address.Ref.Length == 0 ? null : _address.Ref,
                key: null,
                s3 => s3.ListObjectsV2Async(request, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            yield return page;
            if (page.IsTruncated != true)
            {
                yield break;
            }

            // "Truncated" with a token that leads nowhere exists (s3-list #54); following it would never end.
            if (string.IsNullOrEmpty(page.NextContinuationToken) || page.NextContinuationToken == request.ContinuationToken)
            {
                throw new LakeS3Exception(
                    "LakeServerError", LakeErrorKind.Server, $"{_connection.EndpointUrl} says that the list of {_address.Uri} goes on, but not where.");
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
    }
}
