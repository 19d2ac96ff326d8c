using System;
using System.Collections.Generic;
using System.Net;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Listing;

/// <summary>Lists what one store has under a prefix.</summary>
internal sealed class StoreListing(LakeS3Connection store)
{
    // Far away, where a round trip per page would cost most. The longest keys, all of them escaped, make this many a page of
    // 50 MB, which is within what is read of a response. Nearby, pages of 1,000 take half of the memory.
    private const int LongPage = 5000;

    // The first page of a server's own choice. Half of it is consumed before the second one is requested.
    private const int ShortPage = 1000;

    // Nearby, the server takes most of the time, and ranges that overlap cost it more. Its own time is in what was measured.
    private static readonly TimeSpan MinRoundTrip = TimeSpan.FromMilliseconds(10);

    /// <summary>Streams objects and folders in the order of their keys, named as the prefix is.</summary>
    /// <exception cref="LakeS3Exception">The repository, ref or bucket does not exist, or the server refused or could not be reached.</exception>
    public async IAsyncEnumerable<LakeEntry> ListAsync(
        ObjectAddress prefix, ListOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AddressSpace space = prefix.Space;
        LineFeedPrefix? cut = prefix.IsOnLakeFS ? LineFeedPrefix.Of(prefix, options) : null;
        ListRequest request = new(prefix.Container)
        {
            Prefix = prefix.S3Key,
            Delimiter = cut is null ? options.Delimiter : null,
            StartAfter = options.StartAfter is null ? null : space.Prefix + options.StartAfter,
            MaxKeys = options.First <= ShortPage / 2 ? options.First * 2 : null,
            // The first response shows how far it is.
            LaterMaxKeys = prefix.IsOnLakeFS ? () => IsFar() ? LongPage : null : null,
        };
        bool empty = true;
        int left = options.First ?? int.MaxValue;
        ListPages pages = new S3Client(store).Lists.PagesOf(S3Operation.ListObjects, prefix);
        IAsyncEnumerable<LakeEntry> entries = cut is null && string.IsNullOrEmpty(options.Delimiter)
            ? Pages.ReadAsync(
                stop => new SplitListing(new StoreKeyList(pages, request, space), prefix.Key, left, store.MaxConcurrency, IsFar, stop),
                store.CollectMemory,
                cancellationToken)
            : pages.ReadAsync(request, page => Chosen(page, space, cut), cancellationToken);
        await foreach (LakeEntry entry in entries.ConfigureAwait(false))
        {
            empty = false;
            yield return entry;
            if (--left == 0)
            {
                yield break;
            }
        }

        if (empty && prefix.IsOnLakeFS && prefix.S3Key.IndexOf('/') >= 0)
        {
            await RequireRefAsync(prefix, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsFar() => store.Network.RoundTrip >= MinRoundTrip;

    // lakeFS 1.84 answers 400 to a list of a ref that does not exist (s3-list #71), other versions an empty list.
    private async Task RequireRefAsync(ObjectAddress prefix, CancellationToken cancellationToken)
    {
        try
        {
            await new LakeCommits(store).GetAsync(prefix.Container, prefix.Ref, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            ErrorFacts facts = S3ErrorContext.OfPrefix(store, S3Operation.ListObjects, prefix).Facts;
            throw RefErrors.RefNotFound(facts with { Status = error.StatusCode, ServerMessage = error.Message });
        }
        catch (LakeS3Exception error) when (error.StatusCode is not null)
        {
            // A key that can list but not read commits is left with what the list said, and so is a ref expression that
            // REST does not know.
        }
    }

    private static IReadOnlyList<LakeEntry> Chosen(ListResult page, AddressSpace space, LineFeedPrefix? cut)
    {
        List<LakeEntry> entries = StoreKeyList.EntriesOf(page, space);
        return cut is null ? entries : cut.Choose(entries);
    }
}
