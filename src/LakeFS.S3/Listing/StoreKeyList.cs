using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Listing;

/// <summary>A store's list of objects under a prefix.</summary>
/// <param name="pages">Requests the pages.</param>
/// <param name="request">The request for the beginning of the list.</param>
/// <param name="space">What the keys have in common.</param>
internal sealed class StoreKeyList(ListPages pages, ListRequest request, AddressSpace space) : IKeyList
{
    public Func<string?, CancellationToken, Task<Page<LakeEntry>>> PagesAfter(string? key) => pages.PagesOf(
        key is null ? request : request with { StartAfter = space.Prefix + key, MaxKeys = request.LaterMaxKeys?.Invoke() },
        page => EntriesOf(page, space));

    public async Task<IReadOnlyList<string>> GetFoldersAsync(string folder, string after, CancellationToken cancellationToken)
    {
        string start = space.Prefix + after;
        ListRequest question = new(request.Bucket) { Prefix = space.Prefix + folder, Delimiter = "/", StartAfter = start };
        try
        {
            ListResult answer = await pages.FirstAsync(question, cancellationToken).ConfigureAwait(false);
            return HonorsStart(answer, start) ? FoldersOf(answer, start) : [];
        }
        catch (LakeS3Exception)
        {
            // The list does not need them. If the server refuses everything, the next page shows it.
            return [];
        }
    }

    /// <summary>The objects and folders of a page, named as the prefix is.</summary>
    public static List<LakeEntry> EntriesOf(ListResult page, AddressSpace space)
    {
        List<LakeEntry> entries = new(page.Prefixes.Count + page.Objects.Count);
        entries.AddRange(page.Prefixes.Select(found => new LakePrefix(space.AtStoreKey(found))));
        entries.AddRange(page.Objects.Select(found => new LakeObject(
            space.AtStoreKey(found.Key), found.Size, found.LastModified, ETags.Unquote(found.ETag), found.StorageClass)));
        return entries;
    }

    // Not every S3 server knows start-after.
    private static bool HonorsStart(ListResult answer, string start) =>
        answer.Prefixes.TrueForAll(folder => start.StartsWith(folder, StringComparison.Ordinal) || KeyOrder.Instance.Compare(folder, start) > 0)
        && answer.Objects.TrueForAll(found => !ResumePoint.IsExact(found.Key) || KeyOrder.Instance.Compare(found.Key, start) > 0);

    private List<string> FoldersOf(ListResult answer, string start)
    {
        List<string> folders = [];
        foreach (string folder in answer.Prefixes.Where(ResumePoint.IsExact))
        {
            if (KeyOrder.Instance.Compare(folder, start) > 0)
            {
                folders.Add(folder.Substring(space.Prefix.Length));
                start = folder;
            }
        }

        return folders;
    }
}
