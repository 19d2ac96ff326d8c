using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Converts a dictionary given by the user to commit metadata.</summary>
internal static class CommitMetadata
{
    /// <summary>The metadata; null for none.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeMetadataValueInvalid</c>.</exception>
    public static Dictionary<string, string>? Of(IDictionary? metadata) => MetadataTexts.Of(metadata)?.Cast<DictionaryEntry>().ToDictionary(
        entry => (string)entry.Key,
        entry => (string)entry.Value!,
        StringComparer.Ordinal);
}
