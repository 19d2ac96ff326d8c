using System.Collections.Generic;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.Transfers.Download;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>The folders that one command reads single objects into.</summary>
/// <param name="links">What becomes of links in them.</param>
/// <param name="isFlat">
/// Whether each stands for the place of a file, and gets it under the last part of its key. Links are then those of a file's place.
/// </param>
internal sealed class FolderTargets(LinkChoice links, bool isFlat)
{
    private readonly Dictionary<string, FolderDownload> _folders = [];

    /// <summary>The file of an object; null where a link is passed over.</summary>
    /// <exception cref="LakeS3Exception">It has none, or another object has it.</exception>
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
