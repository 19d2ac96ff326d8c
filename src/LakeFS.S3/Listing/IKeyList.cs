using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Listing;

/// <summary>A list of objects that can be requested from any key on.</summary>
internal interface IKeyList
{
    /// <summary>
    /// Returns what requests the pages from a key on, by the token of each; null for the first. Requests must follow one another.
    /// </summary>
    /// <param name="key">The key after which the pages begin; null for the beginning of the list.</param>
    Func<string?, CancellationToken, Task<Page<LakeEntry>>> PagesAfter(string? key);

    /// <summary>Requests some names of the folders in a folder, in their order. None if the server does not show them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="after">The key after which the names begin.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<IReadOnlyList<string>> GetFoldersAsync(string folder, string after, CancellationToken cancellationToken);
}
