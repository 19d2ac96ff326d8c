using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.S3;

namespace LakeFS.S3.Listing;

/// <summary>Lists what one store has under a prefix.</summary>
internal sealed class StoreListing(LakeS3Connection store)
{
    // At a distance a list takes one round trip per page. The longest keys, all of them escaped, make this many a page of
    // 50 MB, which is within what is read of a response.
    private const int LongPage = 5000;

    // The first page of a server's own choice. Half of it is consumed before the second one is requested.
    private const int ShortPage = 1000;

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
            LaterMaxKeys = prefix.IsOnLakeFS ? LongPage : null,
        };
        bool empty = true;
        int left = options.First ?? int.MaxValue;
        ListPages pages = new S3Client(store).Lists.PagesOf(S3Operation.ListObjects, prefix);
        await foreach (LakeEntry entry in pages.ReadAsync(request, page => Chosen(page, space, cut), cancellationToken).ConfigureAwait(false))
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
        List<LakeEntry> entries = Entries(page, space);
        return cut is null ? entries : cut.Choose(entries);
    }

    private static List<LakeEntry> Entries(ListResult page, AddressSpace space)
    {
        List<LakeEntry> entries = new(page.Prefixes.Count + page.Objects.Count);
        entries.AddRange(page.Prefixes.Select(found => new LakePrefix(space.AtStoreKey(found))));
        entries.AddRange(page.Objects.Select(found => new LakeObject(
            space.AtStoreKey(found.Key), found.Size, found.LastModified, ETags.Unquote(found.ETag), found.StorageClass)));
        return entries;
    }
}
