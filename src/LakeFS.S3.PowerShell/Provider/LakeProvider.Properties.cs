using System;
using System.Collections;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Provider.Places;

namespace LakeFS.S3.PowerShell.Provider;

/// <content>Get-ItemProperty.</content>
public sealed partial class LakeProvider
{
    /// <inheritdoc/>
    public object? GetPropertyDynamicParameters(string path, Collection<string> providerSpecificPickList) => null;

    /// <inheritdoc/>
    public void GetProperty(string path, Collection<string> providerSpecificPickList) => Attempt(path, () =>
    {
        DrivePlace place = PlaceOf(path);
        LakeObjectMetadata found = Wait.For(new LakeObjects(place.Connection).GetMetadataAsync(place.Object, Wait.Stop));
        PSObject all = new();
        Add(all, nameof(LakeDriveItem.Length), found.Size);
        Add(all, nameof(LakeDriveItem.LastWriteTime), found.LastModified?.ToLocalTime());
        Add(all, nameof(found.ContentType), found.ContentType);
        Add(all, nameof(found.ETag), found.ETag);
        Add(all, nameof(found.Uri), found.Uri);
        foreach (DictionaryEntry entry in found.Metadata.Cast<DictionaryEntry>().OrderBy(entry => (string)entry.Key, StringComparer.Ordinal))
        {
            Add(all, (string)entry.Key, entry.Value);
        }

        WritePropertyObject(Pick(all, providerSpecificPickList), path);
    });

    /// <inheritdoc/>
    public object? SetPropertyDynamicParameters(string path, PSObject propertyValue) => null;

    /// <inheritdoc/>
    public void SetProperty(string path, PSObject propertyValue) => Attempt(path, () => throw DriveErrors.PropertyReadOnly(PlaceOf(path)));

    /// <inheritdoc/>
    public object? ClearPropertyDynamicParameters(string path, Collection<string> propertyToClear) => null;

    /// <inheritdoc/>
    public void ClearProperty(string path, Collection<string> propertyToClear) => Attempt(path, () => throw DriveErrors.PropertyReadOnly(PlaceOf(path)));

    // A user's metadata comes after what every object has, and does not take its place.
    private static void Add(PSObject all, string name, object? value)
    {
        if (all.Properties[name] is null)
        {
            all.Properties.Add(new PSNoteProperty(name, value));
        }
    }

    private static PSObject Pick(PSObject all, Collection<string>? names)
    {
        if (names is null || names.Count == 0)
        {
            return all;
        }

        PSObject picked = new();
        foreach (PSPropertyInfo property in all.Properties.Where(property => names.Any(
            name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(property.Name))))
        {
            picked.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        }

        return picked;
    }
}
