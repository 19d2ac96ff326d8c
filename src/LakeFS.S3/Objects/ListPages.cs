using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>
/// The entries of one list, page by page. The next page is asked for when half of the present one has been taken:
/// who wants a few entries costs one request, who wants all does not wait for each page in turn.
/// </summary>
internal sealed class ListPages
{
    // A page of a thousand entries leaves about 1.5 MB of garbage.
    private const int PagesBetweenCollections = 4;

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
    public async IAsyncEnumerable<T> ReadAsync<T>(
        ListObjectsV2Request request,
        Func<ListObjectsV2Response, IReadOnlyList<T>> entriesOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ListObjectsV2Response>? next = AskAsync(request, abandoned.Token);
        try
        {
            for (int number = 1; next is not null; number++)
            {
                ListObjectsV2Response page = await next.ConfigureAwait(false);
                next = null;
                IReadOnlyList<T> entries = entriesOf(page);
                for (int i = 0; i < entries.Count; i++)
                {
                    if (i == entries.Count / 2)
                    {
                        next = AskForNext(page, request, abandoned.Token);
                    }

                    yield return entries[i];
                }

                next ??= AskForNext(page, request, abandoned.Token);
                if (number % PagesBetweenCollections == 0)
                {
                    YoungGarbage.Collect();
                }
            }
        }
        finally
        {
            abandoned.Cancel();
            await EndAsync(next).ConfigureAwait(false);
        }
    }

    private Task<ListObjectsV2Response>? AskForNext(ListObjectsV2Response page, ListObjectsV2Request request, CancellationToken cancellationToken)
    {
        if (page.IsTruncated != true)
        {
            return null;
        }

        // "Truncated" with a token that leads nowhere exists (s3-list #54); following it would never end.
        if (string.IsNullOrEmpty(page.NextContinuationToken) || page.NextContinuationToken == request.ContinuationToken)
        {
            throw new LakeS3Exception(
                "LakeServerError", LakeErrorKind.Server, $"{_connection.EndpointUrl} says that the list of {_address.Uri} goes on, but not where.");
        }

        request.ContinuationToken = page.NextContinuationToken;
        return AskAsync(request, cancellationToken);
    }

    private Task<ListObjectsV2Response> AskAsync(ListObjectsV2Request request, CancellationToken cancellationToken) => _connection.Errors.RunOnPrefixAsync(
        _operation,
        _address,
        s3 => s3.ListObjectsV2Async(request, cancellationToken),
        cancellationToken);

    // A page that was asked for and is not wanted any more: what became of it concerns nobody.
    private static Task EndAsync(Task? unwanted) => unwanted is null
        ? Task.CompletedTask
        : unwanted.ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
