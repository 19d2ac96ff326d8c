using System;
using System.Collections.Generic;

namespace LakeFS.S3.S3;

/// <summary>One page of a list, as the server has sent it.</summary>
internal sealed class ListResult
{
    public List<ListedObject> Objects { get; } = [];

    /// <summary>The folders, with their delimiters.</summary>
    public List<string> Prefixes { get; } = [];

    /// <summary>Whether the list goes on.</summary>
    public bool IsTruncated { get; set; }

    /// <summary>Where it goes on.</summary>
    public string? NextContinuationToken { get; set; }

    /// <summary>An object of the list.</summary>
    internal sealed class ListedObject
    {
        public string Key { get; set; } = string.Empty;

        /// <summary>In bytes.</summary>
        public long Size { get; set; }

        /// <summary>UTC; null where the server does not tell.</summary>
        public DateTime? LastModified { get; set; }

        /// <summary>In quotes, as sent.</summary>
        public string? ETag { get; set; }

        public string? StorageClass { get; set; }
    }
}
