using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Listing;
using LakeFS.S3.Routing;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Copy;

namespace LakeFS.S3;

/// <summary>Objects by name: list, describe, test, copy, sign.</summary>
/// <param name="connection">The connection to one store, or a router over several.</param>
public sealed class LakeObjects(LakeConnection connection)
{
    /// <summary>Streams the objects, and with a delimiter the folders, under a prefix in the order of their keys.</summary>
    /// <param name="prefix">Repository, ref and prefix; or bucket and prefix.</param>
    /// <param name="options">Delimiter and starting point.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns><see cref="LakeObject"/> and <see cref="LakePrefix"/>; a page is asked for only when it is wanted.</returns>
    /// <exception cref="LakeS3Exception">The repository, ref or bucket does not exist, or the server refused or could not be reached.</exception>
    public IAsyncEnumerable<LakeEntry> ListAsync(ObjectAddress prefix, ListOptions options, CancellationToken cancellationToken) =>
        prefix.Space is RoutedSpace routed
            ? routed.Router.ListAsync(prefix, options, cancellationToken)
            : new StoreListing(connection.StoreOf(prefix)).ListAsync(prefix, options, cancellationToken);

    /// <summary>Reads everything the server says of an object.</summary>
    /// <param name="address">The object.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The description.</returns>
    /// <exception cref="LakeS3Exception">The object, ref or repository does not exist, or the server refused or could not be reached.</exception>
    public Task<LakeObjectMetadata> GetMetadataAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        S3Of(address).GetMetadataAsync(address, cancellationToken);

    /// <summary>Says whether an object exists.</summary>
    /// <param name="address">The object.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>False if the object, its ref or its repository does not exist.</returns>
    /// <exception cref="LakeS3Exception">Anything else went wrong, so the answer is unknown.</exception>
    public Task<bool> ExistsAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        S3Of(address).ExistsAsync(address, cancellationToken);

    /// <summary>
    /// Copies an object: within a store without its content travelling, from one store to another through this machine.
    /// </summary>
    /// <param name="source">The object.</param>
    /// <param name="target">Where to; may be another branch, repository, bucket or store.</param>
    /// <param name="progress">Receives the number of bytes that went through this machine; negative if they are sent again. May be null.</param>
    /// <param name="cancellationToken">Stops it; the target then stays as it was.</param>
    /// <returns>The copy, as a list would show it.</returns>
    /// <exception cref="LakeS3Exception">The source does not exist, the target can't be written, or a server refused.</exception>
    public async Task<LakeObject> CopyAsync(ObjectAddress source, ObjectAddress target, IProgress<long>? progress, CancellationToken cancellationToken) =>
        (await new ObjectCopier(connection).CopyAsync(source, target, listed: null, progress, cancellationToken).ConfigureAwait(false)).Copy;

    /// <summary>Makes a URL that lets anybody read or write one object for a while. Nothing is sent.</summary>
    /// <param name="address">The object.</param>
    /// <param name="forWriting">Whether the URL is for PUT instead of GET.</param>
    /// <param name="lifetime">How long it holds, at most 7 days.</param>
    /// <returns>The URL; anyone who has it has the access that it grants.</returns>
    /// <exception cref="LakeS3Exception">The URL could not be signed.</exception>
    public Task<string> PresignAsync(ObjectAddress address, bool forWriting, TimeSpan lifetime) =>
        PresignAsync(address, forWriting, lifetime, contentDisposition: null);

    /// <summary>Makes a URL as <see cref="PresignAsync(ObjectAddress, bool, TimeSpan)"/> does, and says how the content is to be presented.</summary>
    /// <param name="address">The object.</param>
    /// <param name="forWriting">Whether the URL is for PUT instead of GET.</param>
    /// <param name="lifetime">How long it holds, at most 7 days.</param>
    /// <param name="contentDisposition">The Content-Disposition of the response, such as <c>attachment; filename="orders.csv"</c>;
    /// null for the stored one. lakeFS 1.84 ignores it.</param>
    /// <returns>The URL.</returns>
    /// <exception cref="LakeS3Exception">The URL could not be signed.</exception>
    public Task<string> PresignAsync(ObjectAddress address, bool forWriting, TimeSpan lifetime, string? contentDisposition) =>
        Task.FromResult(S3Of(address).Presign(address, new PresignRequest(forWriting, lifetime, contentDisposition)));

    private S3Client S3Of(ObjectAddress address) => new(connection.StoreOf(address));
}
