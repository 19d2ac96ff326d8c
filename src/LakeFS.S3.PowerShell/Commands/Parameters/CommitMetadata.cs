using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Metadata of commits, as a user gives it.</summary>
internal static class CommitMetadata
{
    /// <summary>Names and texts; null for none.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeMetadataValueInvalid</c>.</exception>
    public static Dictionary<string, string>? Of(IDictionary? metadata) => MetadataTexts.Of(metadata)?.Cast<DictionaryEntry>().ToDictionary(
        entry => (string)entry.Key,
        entry => (string)entry.Value!,
        StringComparer.Ordinal);
}
