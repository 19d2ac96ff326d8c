using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Converts a dictionary given by the user to commit metadata, formatting values with the invariant culture.</summary>
internal static class CommitMetadata
{
    /// <summary>The metadata; null for none.</summary>
    public static Dictionary<string, string>? Of(IDictionary? metadata) => metadata?.Cast<DictionaryEntry>().ToDictionary(
        entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty,
        entry => Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? string.Empty,
        StringComparer.Ordinal);
}
