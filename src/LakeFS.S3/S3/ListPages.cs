using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>A list of the S3 side, page by page.</summary>
internal sealed class ListPages
{
    // Servers send an empty page now and then, while they skip what was removed; a hostile one sends nothing else.
    private const int MaxEmptyPages = 1000;

    private readonly LakeS3Connection _connection;
    private readonly S3Operation _operation;
    private readonly ObjectAddress _address;
    private readonly ListClient _client;
    private readonly ErrorTranslator _errors;

    public ListPages(LakeS3Connection connection, S3Operation operation, ObjectAddress address)
    {
        _connection = connection;
        _operation = operation;
        _address = address;
        _client = new ListClient(connection);
        _errors = new ErrorTranslator(connection);
    }

    /// <summary>Streams what the pages hold.</summary>
    /// <exception cref="LakeS3Exception">The server refused, could not be reached, or leads in a circle.</exception>
    public IAsyncEnumerable<T> ReadAsync<T>(
        ListRequest request, Func<ListAnswer, IReadOnlyList<T>> entriesOf, CancellationToken cancellationToken)
    {
        string? last = null;
        int empty = 0;
        return Pages.ReadAsync(
            async (token, stop) =>
            {
                ListAnswer page = await AskAsync(request, token, stop).ConfigureAwait(false);
                empty = page.Objects.Count + page.Prefixes.Count > 0 ? 0 : empty + 1;
                if (empty > MaxEmptyPages || (page.IsTruncated && last is not null && LastOf(page) == last))
                {
                    throw EndlessList();
                }

                last = LastOf(page) ?? last;
                return new Page<T>(entriesOf(page), NextOf(page, token));
            },
            cancellationToken);
    }

    private static string? LastOf(ListAnswer page)
    {
        string? key = page.Objects.Count == 0 ? null : page.Objects[page.Objects.Count - 1].Key;
        string? prefix = page.Prefixes.Count == 0 ? null : page.Prefixes[page.Prefixes.Count - 1];
        return key is null || (prefix is not null && KeyOrder.Instance.Compare(prefix, key) > 0) ? prefix : key;
    }

    private LakeS3Exception EndlessList() => new(
        "LakeServerError", LakeErrorKind.Server, $"The list of {_address.Uri} at {_connection.EndpointUrl} has no end: its pages are empty, or the same again.")
    {
        RecommendedAction = "Check what answers there.",
        Endpoint = _connection.EndpointUrl,
    };

    private string? NextOf(ListAnswer page, string? token)
    {
        if (!page.IsTruncated)
        {
            return null;
        }

        // "Truncated" with a token that leads nowhere exists (s3-list #54); following it would never end.
        return string.IsNullOrEmpty(page.NextContinuationToken) || page.NextContinuationToken == token
            ? throw new LakeS3Exception(
                "LakeServerError", LakeErrorKind.Server, $"{_connection.EndpointUrl} says that the list of {_address.Uri} goes on, but not where.")
            : page.NextContinuationToken;
    }

    private Task<ListAnswer> AskAsync(ListRequest request, string? continuation, CancellationToken cancellationToken) => _errors.RunOnPrefixAsync(
        _operation,
        _address,
        () => _client.AskAsync(request, continuation, cancellationToken),
        cancellationToken);
}
