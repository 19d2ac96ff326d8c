using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>Reads a list over S3, page by page.</summary>
internal sealed class ListPages
{
    // Servers may send empty pages while they skip removed entries; a hostile server could send nothing else.
    private const int MaxEmptyPages = 1000;

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

    /// <summary>Streams the items of the pages.</summary>
    /// <exception cref="LakeS3Exception">The server rejected a request, could not be reached, or the pages repeat.</exception>
    public IAsyncEnumerable<T> ReadAsync<T>(
        ListRequest request, Func<ListResult, IReadOnlyList<T>> entriesOf, CancellationToken cancellationToken) =>
        Pages.ReadAsync(PagesOf(request, entriesOf), _connection.CollectMemory, cancellationToken);

    /// <summary>
    /// Returns what requests the pages of one list, by the token of each; null for the first. Requests must follow one another.
    /// </summary>
    /// <exception cref="LakeS3Exception">The server rejected a request, could not be reached, or the pages repeat.</exception>
    public Func<string?, CancellationToken, Task<Page<T>>> PagesOf<T>(ListRequest request, Func<ListResult, IReadOnlyList<T>> entriesOf)
    {
        string? last = null;
        int empty = 0;
        return async (token, stop) =>
        {
            ListResult page = await AskAsync(request, token, stop).ConfigureAwait(false);
            ResumePoint.Adjust(page);
            string? now = LastOf(page);
            empty = now is null ? empty + 1 : 0;
            if (empty > MaxEmptyPages || (page.IsTruncated && now is not null && now == last))
            {
                throw ServerErrors.RepeatedList(new ErrorFacts { Endpoint = _connection.EndpointUrl }, _address.Uri);
            }

            last = now ?? last;
            return new Page<T>(entriesOf(page), NextOf(page, token));
        };
    }

    /// <summary>Requests only the first page.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public Task<ListResult> FirstAsync(ListRequest request, CancellationToken cancellationToken) =>
        AskAsync(request, continuation: null, cancellationToken);

    private static string? LastOf(ListResult page)
    {
        string? key = page.Objects.Count == 0 ? null : page.Objects[page.Objects.Count - 1].Key;
        string? prefix = page.Prefixes.Count == 0 ? null : page.Prefixes[page.Prefixes.Count - 1];
        return key is null || (prefix is not null && KeyOrder.Instance.Compare(prefix, key) > 0) ? prefix : key;
    }

    private string? NextOf(ListResult page, string? token)
    {
        if (!page.IsTruncated)
        {
            return null;
        }

        // A page can be "truncated" without a usable token (s3-list #54); following it would never end.
        return string.IsNullOrEmpty(page.NextContinuationToken) || page.NextContinuationToken == token
            ? throw ServerErrors.EndlessList(new ErrorFacts { Endpoint = _connection.EndpointUrl }, _address.Uri)
            : page.NextContinuationToken;
    }

    private Task<ListResult> AskAsync(ListRequest request, string? continuation, CancellationToken cancellationToken) => _errors.RunOnPrefixAsync(
        _operation,
        _address,
        async () => RequirePrefix(request.Prefix ?? string.Empty, await _client.AskAsync(request, continuation, cancellationToken).ConfigureAwait(false)),
        cancellationToken);

    // A key that was not asked for must not be read or removed. lakeFS reads a prefix up to a line feed (s3-line-feed #8).
    private static ListResult RequirePrefix(string prefix, ListResult page)
    {
        int lineFeed = prefix.IndexOf('\n');
        string shown = ListedKey.Of(lineFeed < 0 ? prefix : prefix.Substring(0, lineFeed));
        return page.Objects.TrueForAll(found => found.Key.StartsWith(shown, StringComparison.Ordinal))
            && page.Prefixes.TrueForAll(found => found.StartsWith(shown, StringComparison.Ordinal))
            ? page
            : throw new XmlException("The list has a key that does not have the prefix.");
    }
}
