using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Amazon.S3.Util;

namespace LakeFS.S3.S3;

/// <summary>Maps file extensions to content types.</summary>
internal static class ContentTypes
{
    // Data formats that are missing from the SDK's table; registered with IANA or in common use.
    private static readonly Dictionary<string, string> DataFormats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".avro"] = "application/vnd.apache.avro",
        [".csv"] = "text/csv",
        [".json"] = "application/json",
        [".jsonl"] = "application/jsonl",
        [".md"] = "text/markdown",
        [".ndjson"] = "application/x-ndjson",
        [".orc"] = "application/vnd.apache.orc",
        [".parquet"] = "application/vnd.apache.parquet",
        [".tsv"] = "text/tab-separated-values",
        [".yaml"] = "application/yaml",
        [".yml"] = "application/yaml",
    };

    /// <summary>Content types in common use, each with an extension.</summary>
    public static IEnumerable<(string Name, string Extension)> Known() => DataFormats.Keys
        .Concat([".bin", ".gz", ".htm", ".jpg", ".pdf", ".png", ".txt", ".xml", ".zip"])
        .Select(extension => (Name: Of("x" + extension), Extension: extension))
        .GroupBy(type => type.Name, StringComparer.Ordinal)
        .Select(same => same.First())
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    /// <summary>The content type of a file name or key; <c>application/octet-stream</c> if the extension is unknown.</summary>
    public static string Of(string name)
    {
        string extension = Path.GetExtension(name.Substring(name.LastIndexOf('/') + 1));
        return DataFormats.TryGetValue(extension, out string? type) ? type : AmazonS3Util.MimeTypeFromExtension(extension);
    }
}
