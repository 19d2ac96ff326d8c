using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Decides what the hashes of content that came say about it: proved, proved wrong, or neither.</summary>
/// <param name="connection">The connection it came by. It remembers the part layout, for the objects that follow.</param>
/// <param name="address">The object.</param>
/// <param name="knowledge">What its ETag tells.</param>
internal sealed class ContentCheck(LakeS3Connection connection, ObjectAddress address, ETagInfo knowledge)
{
    /// <summary>What is left behind where the content is something else, as a sentence.</summary>
    public string Kept { get; init; } = "Nothing was kept.";

    /// <summary>Judges content that was hashed in one layout at most.</summary>
    /// <inheritdoc cref="VerifyAsync(IReadOnlyCollection{LayoutDigest}, Func{long, byte[], int, int}?, CancellationToken)"/>
    public Task<bool> VerifyAsync(LayoutDigest? digest, Func<long, byte[], int, int>? readAgain, CancellationToken cancellationToken) =>
        VerifyAsync(digest is null ? [] : [digest], readAgain, cancellationToken);

    /// <summary>Judges content.</summary>
    /// <param name="digests">Its digests in the layouts that were tried while it came; empty if nothing was hashed.</param>
    /// <param name="readAgain">Reads it once more from a position, to try other layouts; null where that is not possible. Thread-safe.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it is proved to be the object's content.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeContentMismatch</c>: it is proved to be something else.</exception>
    public async Task<bool> VerifyAsync(
        IReadOnlyCollection<LayoutDigest> digests, Func<long, byte[], int, int>? readAgain, CancellationToken cancellationToken)
    {
        if (digests.Count == 0)
        {
            return false;
        }

        if (knowledge.FindMatch(digests) is LayoutDigest match)
        {
            connection.Layouts.Add(knowledge.Size, match.Layout);
            return true;
        }

        if (readAgain is not null
            && await new LayoutProbe(readAgain, knowledge).FindMatchAsync([.. digests.Select(digest => digest.Layout)], cancellationToken).ConfigureAwait(false)
                is LayoutDigest found)
        {
            connection.Layouts.Add(knowledge.Size, found.Layout);
            return true;
        }

        return knowledge.IsConclusive && !await ImportedContent.IsAtAsync(connection, address, knowledge.ETag, cancellationToken).ConfigureAwait(false)
            ? throw ObjectErrors.ContentMismatch(
                address.FactsAt(connection.EndpointUrl), $"what came does not have the object's ETag {knowledge.ETag}.", Kept)
            : false;
    }
}
