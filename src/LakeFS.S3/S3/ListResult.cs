using System;
using System.Collections.Generic;

namespace LakeFS.S3.S3;

/// <summary>One page of a list, as received.</summary>
internal sealed class ListResult
{
    public List<ListedObject> Objects { get; } = [];

    /// <summary>The common prefixes, including their delimiters.</summary>
    public List<string> Prefixes { get; } = [];

    /// <summary>Whether there are more pages.</summary>
    public bool IsTruncated { get; set; }

    /// <summary>The token for the next page.</summary>
    public string? NextContinuationToken { get; set; }

    /// <summary>An object of the list.</summary>
    internal sealed class ListedObject
    {
        public string Key { get; set; } = string.Empty;

        /// <summary>The size in bytes.</summary>
        public long Size { get; set; }

        /// <summary>In UTC; null if the server did not send it.</summary>
        public DateTime? LastModified { get; set; }

        /// <summary>With quotes, as received.</summary>
        public string? ETag { get; set; }

        public string? StorageClass { get; set; }
    }
}
