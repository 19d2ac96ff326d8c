using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Decides what the hash of content that came says about it: proved, proved wrong, or neither.</summary>
/// <param name="connection">The connection it came by.</param>
/// <param name="address">The object.</param>
/// <param name="knowledge">What its ETag tells.</param>
internal sealed class ContentCheck(LakeS3Connection connection, ObjectAddress address, ETagInfo knowledge)
{
    /// <summary>What is left behind where the content is something else, as a sentence.</summary>
    public string Kept { get; init; } = "Nothing was kept.";

    /// <summary>Judges content.</summary>
    /// <param name="digest">Its digest in the likeliest layout; null where there is none.</param>
    /// <param name="readAgain">Reads it once more from a position, to try other layouts; null where that is not possible.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it is proved to be the object's content.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeContentMismatch</c>: it is proved to be something else.</exception>
    public async Task<bool> VerifyAsync(string? digest, Func<long, byte[], int, int>? readAgain, CancellationToken cancellationToken)
    {
        if (digest is null)
        {
            return false;
        }

        if (knowledge.Matches(digest)
            || (knowledge.Likeliest is null && knowledge.MatchesAsOnePart(digest))
            || (readAgain is not null && new PartSizeProbe(readAgain, knowledge).FindMatch(cancellationToken)))
        {
            return true;
        }

        return knowledge.IsConclusive && !await ImportedContent.IsAtAsync(connection, address, knowledge.ETag, cancellationToken).ConfigureAwait(false)
            ? throw ObjectErrors.ContentMismatch(
                address.FactsAt(connection.EndpointUrl), $"what came does not have the object's ETag {knowledge.ETag}.", Kept)
            : false;
    }
}
