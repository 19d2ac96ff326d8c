using System.Collections.Generic;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.Transfers.Download;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>The folders to which one command downloads single objects.</summary>
/// <param name="links">How links in the folders are handled.</param>
/// <param name="isFlat">
/// Whether a folder was given in place of a file, which is then named by the last part of its key. A link in its place is replaced.
/// </param>
internal sealed class FolderTargets(LinkChoice links, bool isFlat)
{
    private readonly Dictionary<string, FolderDownload> _folders = [];

    /// <summary>Returns the file for an object; null if it is behind a skipped link.</summary>
    /// <exception cref="LakeS3Exception">The key has no safe path, or the path belongs to another object.</exception>
    public string? PathFor(string folder, ObjectAddress address)
    {
        if (!_folders.TryGetValue(folder, out FolderDownload? target))
        {
            LakeLinkRule rule = isFlat ? LakeLinkRule.Follow : links.Rule;
            target = new FolderDownload(folder, prefix: string.Empty, rule, links.PassedOver, isOneList: false) { IsFlat = isFlat };
            _folders.Add(folder, target);
        }

        return target.PathFor(address);
    }
}
