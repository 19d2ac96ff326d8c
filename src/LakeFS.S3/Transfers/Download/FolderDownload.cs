using System;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Assigns a file to each object that is downloaded to a folder. Not thread-safe.</summary>
internal sealed class FolderDownload
{
    private readonly string _folder;
    private readonly LakeLinkRule _links;
    private readonly PassedOver _passedOver;
    private readonly FolderLayout _layout;
    private readonly bool _isOneList;
    private NameClaims? _claims;
    private bool _isProbed;

    /// <summary>Prepares the paths; creates nothing yet.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="prefix">The prefix whose folders are dropped from the paths; empty for none.</param>
    /// <param name="links">How to treat links in the folder.</param>
    /// <param name="passedOver">Receives the links that were skipped.</param>
    /// <param name="isOneList">Whether all objects come from one list, so that their keys differ.</param>
    public FolderDownload(string folder, string prefix, LakeLinkRule links, PassedOver passedOver, bool isOneList)
    {
        _folder = Path.GetFullPath(folder);
        _links = links;
        _passedOver = passedOver;
        _layout = new FolderLayout(folder, prefix);
        _isOneList = isOneList;
    }

    /// <summary>Whether files are named by the last part of their key alone, and no subfolders are made.</summary>
    public bool IsFlat { get; init; }

    /// <summary>Returns the file for an object; null if it is behind a skipped link.</summary>
    /// <exception cref="LakeS3Exception">The key has no safe path, or the path belongs to another object.</exception>
    public string? PathFor(ObjectAddress address)
    {
        FolderLayout layout = IsFlat ? new FolderLayout(_folder, address.Key) : _layout;
        string path = layout.PathOf(address.Key);
        Probe();
        if (_claims?.TryClaim(layout.BelowPrefix(address.Key), address.Uri) == false)
        {
            throw FileErrors.NameTaken(address.Key, _folder);
        }

        if (_links != LakeLinkRule.Skip || FolderLook.FirstLink(_folder, path) is not string link)
        {
            return path;
        }

        _passedOver.Add(link);
        return null;
    }

    private void Probe()
    {
        if (_isProbed)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(_folder);
            NameFolding folding = NameProbe.Try(_folder);
            _claims = _isOneList && !folding.IsAny ? null : new NameClaims(folding);
            _isProbed = true;
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(_folder, inner);
        }
    }
}
