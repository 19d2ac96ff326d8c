using System;
using System.Management.Automation;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Provider.Places;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Provider;

/// <content>Copy-Item, Move-Item and Rename-Item.</content>
public sealed partial class LakeProvider
{
    /// <inheritdoc/>
    protected override object? CopyItemDynamicParameters(string path, string destination, bool recurse)
    {
        RequireThisProvider(destination);
        return null;
    }

    /// <inheritdoc/>
    protected override object? MoveItemDynamicParameters(string path, string destination)
    {
        RequireThisProvider(destination);
        return null;
    }

    /// <inheritdoc/>
    protected override void CopyItem(string path, string copyPath, bool recurse) => Attempt(path, () =>
    {
        DrivePlace source = PlaceOf(path);
        if (source.Kind == PlaceKind.Key && !recurse && !IsObject(source) && IsContainer(source))
        {
            throw DriveErrors.RecurseMissing(source);
        }

        Transfer(source, TargetOf(source, copyPath), "Copy", recurse, removesSource: false);
    });

    /// <inheritdoc/>
    protected override void MoveItem(string path, string destination) => Attempt(path, () =>
    {
        DrivePlace source = PlaceOf(path);
        Transfer(source, TargetOf(source, destination), "Move", recurse: true, removesSource: true);
    });

    /// <inheritdoc/>
    protected override void RenameItem(string path, string newName) => Attempt(path, () =>
    {
        if (string.IsNullOrEmpty(newName) || IndexOfSeparator(newName) >= 0 || newName is "." or "..")
        {
            throw DriveErrors.NameInvalid(newName ?? string.Empty);
        }

        DrivePlace source = PlaceOf(path);
        DrivePlace target = new(source.Connection, source.Path.Parent.Child(newName));
        if (Lookup.Find(target).Count > 0)
        {
            throw DriveErrors.Exists(target.Uri);
        }

        Transfer(source, target, "Rename", recurse: true, removesSource: true);
    });

    // PowerShell's own error, which comes later, says neither what the providers are nor what to do.
    private void RequireThisProvider(string? destination)
    {
        if (!string.IsNullOrEmpty(destination)
            && SessionState.Path.GetUnresolvedProviderPathFromPSPath(destination, out ProviderInfo provider, out _) is not null
            && provider.ImplementingType != typeof(LakeProvider))
        {
            ThrowTerminatingError(LakeErrorRecord.From(DriveErrors.OtherProvider(destination!, provider.Name), destination));
        }
    }

    // As on a disk: what is copied to a folder comes to lie in it.
    private DrivePlace TargetOf(DrivePlace source, string path)
    {
        DrivePlace target = PlaceOf(path);
        return IsContainer(target) ? target.Child(source.Path.Name) : target;
    }

    private void Transfer(DrivePlace source, DrivePlace target, string action, bool recurse, bool removesSource)
    {
        if (!ReferenceEquals(source.Connection, target.Connection) && source.Connection.Name != target.Connection.Name)
        {
            throw DriveErrors.ConnectionsDiffer(source.Connection.Name, target.Connection.Name);
        }

        ObjectAddress from = source.NamePrefix;
        ObjectAddress to = RequireWritable(target, target.NamePrefix);
        if (from.Equals(to))
        {
            throw ObjectErrors.CopyOntoItself(from.Facts);
        }

        if (removesSource)
        {
            Writable.Require(source.Connection, from, Wait);
        }

        bool isObject = IsObject(source);
        bool isFolder = recurse && IsContainer(source);
        if (isFolder && IsInside(target.Prefix, source.Prefix))
        {
            throw ObjectErrors.CopiesOverlap(source.Prefix.Facts, target.Prefix.Uri);
        }

        if (!ShouldProcess($"{source.Uri} to {target.Uri}", action))
        {
            return;
        }

        WriteVerbose($"{action}: {source.Uri} to {target.Uri} over the connection '{source.Connection.Name}'.");
        DriveChanges changes = new(source.Connection, Wait, ReportOne);
        if (isObject)
        {
            // Compares the copy's ETag with the source's.
            LakeObject copy = Wait.For(new LakeObjects(source.Connection).CopyAsync(source.Object, target.Object, progress: null, Wait.Stop));
            changes.Remove(removesSource ? [from] : []);
            Write(LakeDriveItem.Object(target.Path, copy));
        }

        if (isFolder)
        {
            changes.Copy(source.Prefix, target.Prefix, removesSource);
            Write(LakeDriveItem.Folder(target.Path, target.Prefix));
        }

        Lookup.Forget();
    }

    private static bool IsInside(ObjectAddress inner, ObjectAddress outer) =>
        inner.Space.IsSameStoreAs(outer.Space) && inner.Container == outer.Container && inner.S3Key.StartsWith(outer.S3Key, StringComparison.Ordinal);
}
