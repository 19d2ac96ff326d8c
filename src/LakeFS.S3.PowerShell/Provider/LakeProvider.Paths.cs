using System;
using LakeFS.S3.PowerShell.Provider.Places;

namespace LakeFS.S3.PowerShell.Provider;

/// <content>
/// Paths as texts. PowerShell's own methods look whether the path exists, at each item of a list and a dozen times for one
/// path; what is asked for here is only how a text is divided.
/// </content>
public sealed partial class LakeProvider
{
    /// <inheritdoc/>
    protected override string GetChildName(string path)
    {
        string trimmed = path?.TrimEnd(DrivePath.Separators) ?? string.Empty;
        return trimmed.Substring(trimmed.LastIndexOfAny(DrivePath.Separators) + 1);
    }

    /// <inheritdoc/>
    protected override string GetParentPath(string path, string root)
    {
        string trimmed = path?.TrimEnd(DrivePath.Separators) ?? string.Empty;
        int separator = trimmed.LastIndexOfAny(DrivePath.Separators);
        return separator < 0 || trimmed.Equals(root?.TrimEnd(DrivePath.Separators), StringComparison.OrdinalIgnoreCase)
            ? string.Empty
            : trimmed.Substring(0, separator);
    }

    private static int IndexOfSeparator(string path) => path.IndexOfAny(DrivePath.Separators);
}
