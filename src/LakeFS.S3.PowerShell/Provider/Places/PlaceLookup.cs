using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Primitives;
using LakeFS.S3.Refs;
using LakeFS.S3.S3;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>Finds out what is at a place: nothing, an item, or an object and a folder of the same name.</summary>
/// <remarks>
/// What was found is remembered. An instance belongs to one provider instance, which PowerShell makes anew for each command:
/// within a command it asks several times whether a path exists, contains others, and what it is.
/// </remarks>
internal sealed class PlaceLookup(PipelineWait wait)
{
    // A folder's listing may be remembered; that of a large tree is not.
    private const int MaxRemembered = 50_000;

    // Where more keys than that begin with a name, its folder is looked for by itself.
    private const int MaxSiblings = 1000;

    private readonly Dictionary<string, IReadOnlyList<LakeDriveItem>> _known = [];

    /// <summary>The items at a place.</summary>
    /// <returns>None if there is nothing, or nothing can be of that name.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public IReadOnlyList<LakeDriveItem> Find(DrivePlace place)
    {
        string path = place.Path.ToString();
        if (!_known.TryGetValue(path, out IReadOnlyList<LakeDriveItem>? found))
        {
            // A failure is remembered, too: the next question would only fail alike.
            Remember(path, []);
            found = [.. TryFind(place)];
            Remember(path, found);
        }

        return found;
    }

    /// <summary>Remembers what a list showed at a place.</summary>
    public void Remember(string path, IReadOnlyList<LakeDriveItem> found)
    {
        if (_known.Count == MaxRemembered)
        {
            _known.Clear();
        }

        _known[path] = found;
    }

    /// <summary>Forgets everything, after a change.</summary>
    public void Forget() => _known.Clear();

    private IEnumerable<LakeDriveItem> TryFind(DrivePlace place)
    {
        try
        {
            return [.. place.Kind switch
            {
                PlaceKind.Connection => [LakeDriveItem.OfConnection(place.Path)],
                PlaceKind.Repository => FindRepository(place),
                PlaceKind.Ref => FindRef(place),
                PlaceKind.Bucket => FindBucket(place),
                _ => FindKey(place),
            }];
        }
        catch (LakeS3Exception error) when (error.Kind is LakeErrorKind.NotFound or LakeErrorKind.InvalidArgument)
        {
            return [];
        }
    }

    private IEnumerable<LakeDriveItem> FindRepository(DrivePlace place) =>
        // In the order of their ids: the repository itself comes before those whose ids begin with its own.
        wait.Each(new LakeRepositories(place.Store).ListAsync(place.Container, wait.Stop))
            .Take(1)
            .Where(found => found.Repository == place.Container)
            .Select(found => LakeDriveItem.OfRepository(place.Path, found));

    private LakeDriveItem[] FindRef(DrivePlace place)
    {
        ObjectAddress prefix = place.Prefix;
        RefState state = wait.For(new RefLookup(place.Store).LookAsync(prefix.Container, prefix.Ref, wait.Stop));
        return state is RefState.Missing or RefState.RepositoryMissing
            ? []
            : [LakeDriveItem.OfRef(place.Path, state == RefState.Branch ? "Branch" : "Ref", prefix.Container, prefix.Ref)];
    }

    private IEnumerable<LakeDriveItem> FindBucket(DrivePlace place)
    {
        // An empty bucket has nothing to show, and a missing one is an error.
        _ = HasAny(place.Connection, place.Prefix);
        return [LakeDriveItem.OfBucket(place.Path, place.Container!, creationDate: null)];
    }

    private List<LakeDriveItem> FindKey(DrivePlace place)
    {
        try
        {
            return FindListed(place, place.NamePrefix);
        }
        catch (LakeS3Exception denied) when (denied.Kind == LakeErrorKind.PermissionDenied)
        {
            if (FindReadable(place) is LakeDriveItem found)
            {
                return [found];
            }

            throw;
        }
    }

    // A key may read and not list. Without a list, what is no object may still be a folder.
    private LakeDriveItem? FindReadable(DrivePlace place)
    {
        try
        {
            return LakeDriveItem.Object(place.Path, wait.For(new LakeObjects(place.Connection).GetMetadataAsync(place.Object, wait.Stop)));
        }
        catch (LakeS3Exception error) when (error.Kind is LakeErrorKind.NotFound or LakeErrorKind.PermissionDenied)
        {
            return null;
        }
    }

    // One list tells of both, and as much of an object as a HEAD. Each page has its folders first, then its objects.
    private List<LakeDriveItem> FindListed(DrivePlace place, ObjectAddress address)
    {
        string folder = address.Key + "/";
        LakeObject? found = null;
        bool isFolder = false;
        int count = 0;
        foreach (LakeEntry entry in wait.Each(new LakeObjects(place.Connection).ListAsync(address, new ListOptions { Delimiter = "/" }, wait.Stop)))
        {
            isFolder = isFolder || entry.Key == folder;
            found ??= entry.Key == address.Key ? entry as LakeObject : null;
            if (entry is LakeObject && (isFolder || KeyOrder.Instance.Compare(entry.Key, folder) > 0))
            {
                break;
            }

            if (++count == MaxSiblings)
            {
                isFolder = isFolder || HasAny(place.Connection, place.Prefix);
                break;
            }
        }

        List<LakeDriveItem> items = [];
        if (isFolder)
        {
            items.Add(LakeDriveItem.Folder(place.Path, place.Prefix));
        }

        if (found is not null)
        {
            items.Add(LakeDriveItem.Object(place.Path, found));
        }

        return items;
    }

    private bool HasAny(LakeConnection connection, ObjectAddress prefix) =>
        wait.Each(new LakeObjects(connection).ListAsync(prefix, new ListOptions(), wait.Stop)).Any();
}
