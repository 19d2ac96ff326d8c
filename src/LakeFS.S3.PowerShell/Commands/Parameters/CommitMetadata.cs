using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Metadata of commits, as a user gives it: any dictionary, its values as texts that are the same everywhere.</summary>
internal static class CommitMetadata
{
    /// <summary>Names and texts; null for none.</summary>
    public static Dictionary<string, string>? Of(IDictionary? metadata) => metadata?.Cast<DictionaryEntry>().ToDictionary(
        entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty,
        entry => Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? string.Empty,
        StringComparer.Ordinal);
}
