using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Provider.Places;

namespace LakeFS.S3.PowerShell.Provider;

/// <content>New-Item and Remove-Item.</content>
public sealed partial class LakeProvider
{
    /// <inheritdoc/>
    protected override void NewItem(string path, string itemTypeName, object newItemValue) => Attempt(path, () =>
    {
        DrivePlace place = PlaceOf(path);
        if (IsFolderType(itemTypeName))
        {
            NewFolder(place);
            return;
        }

        ObjectAddress address = WritableObject(place);
        if (ShouldProcess(place.Uri, "Create object"))
        {
            NewObject(place, address, newItemValue);
            GetItem(path);
        }
    });

    /// <inheritdoc/>
    protected override void RemoveItem(string path, bool recurse) => Attempt(path, () =>
    {
        DrivePlace place = PlaceOf(path);
        ObjectAddress address = RequireWritable(place, place.NamePrefix);
        bool isFolder = IsContainer(place);
        bool isObject = IsObject(place);
        if (isFolder && !isObject && !recurse)
        {
            throw DriveErrors.RecurseMissing(place);
        }

        bool removesFolder = isFolder && recurse;
        if (ShouldProcess(removesFolder ? place.Uri + "/" : place.Uri, removesFolder ? "Remove folder with everything in it" : "Remove object"))
        {
            WriteVerbose($"Removing {place.Uri} over the connection '{place.Connection.Name}'.");
            DriveChanges changes = new(place.Connection, Wait, ReportOne);
            changes.Remove(isObject ? [address] : []);
            changes.Remove(removesFolder ? ObjectsIn(place) : []);
            Lookup.Forget();
        }
    });

    private IEnumerable<ObjectAddress> ObjectsIn(DrivePlace place) =>
        Wait.Each(new LakeObjects(place.Connection).ListAsync(place.Prefix, new ListOptions(), Wait.Stop))
            .Where(found => HasWantedName(PathSegment.Escape(found.Key.Substring(found.Key.LastIndexOf('/') + 1))))
            .Select(found => found.ToAddress());

    private static bool IsFolderType(string? type) =>
        !string.IsNullOrEmpty(type) && ("Directory".StartsWith(type, StringComparison.OrdinalIgnoreCase) || "Folder".Equals(type, StringComparison.OrdinalIgnoreCase));

    private void NewFolder(DrivePlace place)
    {
        // What is there already is as good with -Force, as on a disk.
        LakeDriveItem folder = Lookup.Find(place).FirstOrDefault(item => item.IsContainer) ?? throw DriveErrors.FolderNotCreated(place);
        if (!Force)
        {
            throw DriveErrors.Exists(place.Uri);
        }

        Write(folder);
    }

    private void NewObject(DrivePlace place, ObjectAddress address, object? value)
    {
        byte[] content = (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            null => [],
            byte[] bytes => bytes,
            object other => Encoding.UTF8.GetBytes(LanguagePrimitives.ConvertTo<string>(other)),
        };
        try
        {
            Upload(place, new UploadRequest(address) { NoClobber = !Force }, content);
        }
        catch (LakeS3Exception error) when (ErrorCatalog.ObjectExists.Is(error))
        {
            throw DriveErrors.Exists(place.Uri);
        }
    }
}
