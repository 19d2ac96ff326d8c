using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Listing;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Routing;

/// <summary>
/// Lists a prefix that several profiles share: lists each store, removes the keys that another profile serves, and merges
/// the rest in the order of the caller's keys. So the list contains exactly the keys that can be read.
/// </summary>
internal sealed class MergedListing(RouterProfile[] profiles, RoutedSpace[] spaces)
{
    /// <summary>Streams objects and folders.</summary>
    /// <exception cref="LakeS3Exception">A store rejected a request, could not be reached, or does not have the bucket.</exception>
    public async IAsyncEnumerable<LakeEntry> ListAsync(
        string prefix, ListOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<IAsyncEnumerator<LakeEntry>> streams = [.. spaces.Select(space => ListAsync(space, prefix, options, cancellationToken).GetAsyncEnumerator(cancellationToken))];
        try
        {
            List<IAsyncEnumerator<LakeEntry>> left = [];
            foreach (IAsyncEnumerator<LakeEntry> stream in streams)
            {
                if (await stream.MoveNextAsync().ConfigureAwait(false))
                {
                    left.Add(stream);
                }
            }

            // Several stores may have a folder with the same name.
            HashSet<string> folders = new(StringComparer.Ordinal);
            int wanted = options.First ?? int.MaxValue;
            while (left.Count > 0)
            {
                IAsyncEnumerator<LakeEntry> next = left.Aggregate((a, b) => KeyOrder.Instance.Compare(a.Current.Key, b.Current.Key) <= 0 ? a : b);
                if (next.Current is not LakePrefix folder || folders.Add(folder.Key))
                {
                    yield return next.Current;
                    if (--wanted == 0)
                    {
                        yield break;
                    }
                }

                if (!await next.MoveNextAsync().ConfigureAwait(false))
                {
                    left.Remove(next);
                }
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<LakeEntry> stream in streams)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async IAsyncEnumerable<LakeEntry> ListAsync(
        RoutedSpace space, string prefix, ListOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The store's list is narrowed to the literal prefix of the profile's keys, unless folders above it are needed.
        string narrowed = options.Delimiter is null && space.Profile?.KeyPattern?.LiteralPrefix is string literal && literal.Length > prefix.Length
            ? literal
            : prefix;
        // How many of a store's entries are left after merging is not known.
        ListOptions all = new() { Delimiter = options.Delimiter, StartAfter = options.StartAfter };
        StoreListing store = new(space.Connection);
        await foreach (LakeEntry entry in store.ListAsync(new ObjectAddress(space, narrowed), all, cancellationToken).ConfigureAwait(false))
        {
            if (entry is LakePrefix
                ? await ServesAnyAsync(store, space, entry.Key, cancellationToken).ConfigureAwait(false)
                : IsServed(space, entry.Key))
            {
                yield return entry;
            }
        }
    }

    private bool IsServed(RoutedSpace space, string key) =>
        ReferenceEquals(Array.Find(profiles, profile => profile.Serves(space.BucketName!, key)), space.Profile);

    // Whether the profile serves any object in a folder of its store.
    private async Task<bool> ServesAnyAsync(StoreListing store, RoutedSpace space, string folder, CancellationToken cancellationToken)
    {
        KeyPattern[] before =
        [
            .. profiles.TakeWhile(profile => !ReferenceEquals(profile, space.Profile))
                .Where(profile => profile.Serves(space.BucketName!, key: null))
                .Select(profile => profile.KeyPattern!),
        ];
        KeyPattern? own = space.Profile?.KeyPattern;
        if (before.Any(pattern => pattern.Covers(folder)) || own?.CanMatchBelow(folder) == false)
        {
            return false;
        }

        if (!before.Any(pattern => pattern.CanMatchBelow(folder)) && (own is null || own.Covers(folder)))
        {
            return true;
        }

        await foreach (LakeEntry entry in store.ListAsync(new ObjectAddress(space, folder), new ListOptions(), cancellationToken).ConfigureAwait(false))
        {
            if (IsServed(space, entry.Key))
            {
                return true;
            }
        }

        return false;
    }
}
