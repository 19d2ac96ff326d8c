using System.Linq;
using LakeFS.S3.PowerShell.Provider.Places;

namespace LakeFS.S3.PowerShell.Provider;

/// <content>Get-Item, Test-Path, and what PowerShell asks about paths.</content>
public sealed partial class LakeProvider
{
    /// <inheritdoc/>
    protected override bool IsValidPath(string path) => !string.IsNullOrEmpty(path);

    /// <inheritdoc/>
    protected override bool ItemExists(string path) => Ask(path, failed: false, () => PlaceOf(path) is DrivePlace place && (IsRoot(place) || Lookup.Find(place).Count > 0));

    /// <inheritdoc/>
    protected override bool IsItemContainer(string path) => Ask(path, failed: false, () => PlaceOf(path) is DrivePlace place && IsContainer(place));

    /// <inheritdoc/>
    protected override void GetItem(string path) => Attempt(path, () =>
    {
        foreach (LakeDriveItem item in Lookup.Find(PlaceOf(path)))
        {
            Write(item);
        }
    });

    private bool IsContainer(DrivePlace place) => IsRoot(place) || Lookup.Find(place).Any(item => item.IsContainer);

    private bool IsObject(DrivePlace place) => Lookup.Find(place).Any(item => !item.IsContainer);
}
