using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Provider.Places;

namespace LakeFS.S3.PowerShell.Provider;

/// <content>Get-ChildItem, wildcards and completion.</content>
public sealed partial class LakeProvider
{
    /// <inheritdoc/>
    protected override object GetChildItemsDynamicParameters(string path, bool recurse) => new ChildItemParameters();

    /// <inheritdoc/>
    protected override object GetChildNamesDynamicParameters(string path) => new ChildItemParameters();

    /// <inheritdoc/>
    protected override void GetChildItems(string path, bool recurse) => GetChildItems(path, recurse, uint.MaxValue);

    /// <inheritdoc/>
    protected override void GetChildItems(string path, bool recurse, uint depth) => Attempt(path, () =>
    {
        DrivePlace place = PlaceOf(path);
        WriteVerbose($"Listing {place.Uri} over the connection '{place.Connection.Name}'.");
        foreach (LakeDriveItem item in recurse ? Listing.ListBelow(place, depth) : Listing.List(place))
        {
            if (IsWanted(item) && HasWantedName(item.Name))
            {
                Write(item);
            }
        }
    });

    /// <inheritdoc/>
    protected override void GetChildNames(string path, ReturnContainers returnContainers) => Attempt(path, () =>
    {
        foreach (IGrouping<string, LakeDriveItem> named in Listing.List(PlaceOf(path)).GroupBy(item => item.Name))
        {
            Lookup.Remember(named.First().Path, [.. named]);
            LakeDriveItem[] wanted =
                [.. named.Where(item => (item.IsContainer && returnContainers == ReturnContainers.ReturnAllContainers) || (IsWanted(item) && HasWantedName(item.Name)))];
            if (wanted.Length > 0)
            {
                WriteItemObject(named.Key, wanted[0].Path, wanted.Any(item => item.IsContainer));
            }
        }
    });

    /// <inheritdoc/>
    protected override bool HasChildItems(string path) => Ask(path, failed: false, () => PlaceOf(path) is DrivePlace place && IsContainer(place) && Listing.List(place).Any());

    private bool IsWanted(LakeDriveItem item) => DynamicParameters is not ChildItemParameters parameters
        || parameters is { File.IsPresent: false, Directory.IsPresent: false }
        || (item.IsContainer ? parameters.Directory.IsPresent : parameters.File.IsPresent);

    private bool HasWantedName(string name) => string.IsNullOrEmpty(Filter) || WildcardPattern.Get(Filter, WildcardOptions.IgnoreCase).IsMatch(name);
}
