using System;
using System.Collections.Generic;
using System.IO;
using Amazon.S3.Util;

namespace LakeFS.S3.S3;

/// <summary>The content type a file's extension stands for.</summary>
internal static class ContentTypes
{
    // The data formats that the SDK's own table lacks, as registered with IANA or in common use.
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

    /// <summary>The content type of a file name or key; <c>application/octet-stream</c> where nothing is known.</summary>
    public static string Of(string name)
    {
        string extension = Path.GetExtension(name.Substring(name.LastIndexOf('/') + 1));
        return DataFormats.TryGetValue(extension, out string? type) ? type : AmazonS3Util.MimeTypeFromExtension(extension);
    }
}
