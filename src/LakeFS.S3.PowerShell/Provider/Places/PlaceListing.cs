using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Rest;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>Lists what is in a place, page by page.</summary>
/// <param name="wait">Waits for the pages.</param>
/// <param name="warn">Tells what could not be listed.</param>
internal sealed class PlaceListing(PipelineWait wait, Action<string> warn)
{
    /// <summary>What is right in a place.</summary>
    /// <exception cref="LakeS3Exception">It does not exist, can't be listed, or the server refused or could not be reached.</exception>
    public IEnumerable<LakeDriveItem> List(DrivePlace place) => place.Kind switch
    {
        PlaceKind.Connection => ListConnection(place),
        PlaceKind.Repository => ListBranches(place).Concat(ListTags(place)),
        _ => ListFolder(place),
    };

    /// <summary>What is in a place and in everything below it.</summary>
    /// <param name="place">The place.</param>
    /// <param name="depth">How many levels below it are shown.</param>
    /// <exception cref="LakeS3Exception">It does not exist, can't be listed, or the server refused or could not be reached.</exception>
    public IEnumerable<LakeDriveItem> ListBelow(DrivePlace place, uint depth) =>
        depth == uint.MaxValue && place.HoldsObjects ? ListTree(place) : ListLevels(place, depth);

    private IEnumerable<LakeDriveItem> ListConnection(DrivePlace place) => place switch
    {
        { Connection: LakeS3Router router } => throw DriveErrors.BucketsNotListed(router),
        { Store.Store: StoreKind.LakeFS } => wait.Each(new LakeRepositories(place.Store).ListAsync(prefix: null, wait.Stop))
            .Select(found => LakeDriveItem.OfRepository(place.Path.Child(found.Repository), found)),
        _ => wait.Each(new S3.S3Client(place.Store).Lists.RepositoriesAsync(prefix: null, wait.Stop))
            .Select(found => LakeDriveItem.OfBucket(place.Path.Child(PathSegment.Escape(found.Repository)), found.Repository, found.CreationDate)),
    };

    private IEnumerable<LakeDriveItem> ListBranches(DrivePlace place) =>
        wait.Each(new LakeBranches(place.Store).ListAsync(place.Container!, prefix: null, includeHidden: false, wait.Stop))
            .Select(branch => LakeDriveItem.OfRef(place.Path.Child(branch.Ref), "Branch", branch.Repository, branch.Ref));

    private IEnumerable<LakeDriveItem> ListTags(DrivePlace place)
    {
        using IEnumerator<LakeTag> tags = wait.Each(new LakeTags(place.Store).ListAsync(place.Container!, prefix: null, wait.Stop)).GetEnumerator();
        bool isThere;
        try
        {
            isThere = tags.MoveNext();
        }
        catch (LakeS3Exception error) when (RestFallback.MayDoByS3(error))
        {
            // Branches were listed over S3, which knows no tags.
            warn($"The tags are not listed: {error.Message}");
            yield break;
        }

        for (; isThere; isThere = tags.MoveNext())
        {
            yield return LakeDriveItem.OfRef(place.Path.Child(PathSegment.Escape(tags.Current.Ref)), "Tag", tags.Current.Repository, tags.Current.Ref);
        }
    }

    private IEnumerable<LakeDriveItem> ListFolder(DrivePlace place)
    {
        ObjectAddress prefix = place.Prefix;
        foreach (LakeEntry entry in wait.Each(new LakeObjects(place.Connection).ListAsync(prefix, new ListOptions { Delimiter = "/" }, wait.Stop)))
        {
            string name = entry.Key.Substring(prefix.Key.Length);
            if (entry is LakePrefix)
            {
                yield return LakeDriveItem.Folder(place.Path.Child(PathSegment.Escape(name.TrimEnd('/'))), entry.ToAddress());
            }
            else if (entry is LakeObject { IsFolderMarker: false } found)
            {
                yield return LakeDriveItem.Object(place.Path.Child(PathSegment.Escape(name)), found);
            }
        }
    }

    // Folder by folder, as the file system shows them: what is in one, then what is in those in it.
    private IEnumerable<LakeDriveItem> ListLevels(DrivePlace place, uint depth)
    {
        List<string> containers = [];
        foreach (LakeDriveItem item in List(place))
        {
            yield return item;
            if (item.IsContainer)
            {
                containers.Add(item.Name);
            }
        }

        if (depth > 0)
        {
            foreach (LakeDriveItem item in containers.SelectMany(name => ListBelow(place.Child(name), depth == uint.MaxValue ? depth : depth - 1)))
            {
                yield return item;
            }
        }
    }

    // One list of everything: a thousand objects a request, whatever the number of folders. They come in the order of their
    // keys, and a folder right before the first object in it.
    private IEnumerable<LakeDriveItem> ListTree(DrivePlace place)
    {
        ObjectAddress prefix = place.Prefix;
        List<(string Part, DrivePath Path)> folders = [];
        foreach (LakeEntry entry in wait.Each(new LakeObjects(place.Connection).ListAsync(prefix, new ListOptions(), wait.Stop)))
        {
            string[] parts = entry.Key.Substring(prefix.Key.Length).Split('/');
            int shared = 0;
            while (shared < parts.Length - 1 && shared < folders.Count && folders[shared].Part == parts[shared])
            {
                shared++;
            }

            folders.RemoveRange(shared, folders.Count - shared);
            for (int i = shared; i < parts.Length - 1; i++)
            {
                DrivePath path = ParentOf(place, folders).Child(PathSegment.Escape(parts[i]));
                folders.Add((parts[i], path));
                yield return LakeDriveItem.Folder(path, prefix.WithKey(prefix.Key + string.Join("/", parts.Take(i + 1)) + "/"));
            }

            if (entry is LakeObject { IsFolderMarker: false } found)
            {
                yield return LakeDriveItem.Object(ParentOf(place, folders).Child(PathSegment.Escape(parts[parts.Length - 1])), found);
            }
        }
    }

    private static DrivePath ParentOf(DrivePlace place, List<(string Part, DrivePath Path)> folders) =>
        folders.Count == 0 ? place.Path : folders[folders.Count - 1].Path;
}
