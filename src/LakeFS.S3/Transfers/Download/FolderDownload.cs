using System;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Gives each object that is fetched into a folder a file of its own. For one thread.</summary>
internal sealed class FolderDownload
{
    private readonly string _folder;
    private readonly LakeLinkRule _links;
    private readonly PassedOver _passedOver;
    private readonly FolderLayout _layout;
    private readonly bool _isOneList;
    private NameClaims? _claims;
    private bool _isProbed;

    /// <summary>Prepares a folder; nothing is made yet.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="prefix">The prefix whose folders are left out of the paths; empty for none.</param>
    /// <param name="links">What becomes of links in the folder.</param>
    /// <param name="passedOver">Told which of them were passed over.</param>
    /// <param name="isOneList">Whether all objects are of one list, so that their keys differ.</param>
    public FolderDownload(string folder, string prefix, LakeLinkRule links, PassedOver passedOver, bool isOneList)
    {
        _folder = Path.GetFullPath(folder);
        _links = links;
        _passedOver = passedOver;
        _layout = new FolderLayout(folder, prefix);
        _isOneList = isOneList;
    }

    /// <summary>Whether files get only the last part of their key as name, and lie side by side.</summary>
    public bool IsFlat { get; init; }

    /// <summary>The file of an object; null where a link is passed over.</summary>
    /// <exception cref="LakeS3Exception">It has none, or another object has it.</exception>
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
