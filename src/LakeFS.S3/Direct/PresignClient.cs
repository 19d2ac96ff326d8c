using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.Rest;
using LakeFS.S3.S3;

namespace LakeFS.S3.Direct;

/// <summary>The requests to lakeFS for pre-signed URLs of its object store, and for linking what was put there.</summary>
internal sealed class PresignClient(LakeS3Connection connection)
{
    // What lakeFS calls metadata that was written over S3, where alone it shows (rest-objects #62, #65).
    private const string MetadataPrefix = "X-Amz-Meta-";

    // The one kind of store whose PUT needs a header besides those that are signed.
    private const string Azure = "azure";

    private readonly RestClient _rest = new(connection);

    /// <summary>Gets which URLs the server hands out.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public async Task<PresignSupport> ReadSupportAsync(CancellationToken cancellationToken)
    {
        ServerConfigModel config = await _rest.GetAsync(
            new RestCall(RestOperation.ReadServer, null, null), new RestPath("config"), RestJson.Default.ServerConfigModel, cancellationToken).ConfigureAwait(false);
        return config.StorageConfig is not { PreSignSupport: true } storage
            ? PresignSupport.None
            : new PresignSupport(Objects: true, storage.PreSignMultipartUpload == true, storage.BlockstoreType == Azure);
    }

    /// <summary>Describes an object; the physical address is a URL to read it if the server signs.</summary>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server rejected the request.</exception>
    public Task<ObjectStatsModel> StatAsync(ObjectAddress address, bool presign, CancellationToken cancellationToken) => _rest.GetAsync(
        new RestCall(RestOperation.ReadObject, address.Container, address.Ref) { Key = address.Key },
        new RestPath("repositories", address.Container, "refs", address.Ref, "objects", "stat").With("path", address.Key).With("presign", presign),
        RestJson.Default.ObjectStatsModel,
        cancellationToken);

    /// <summary>Gets a place for an object's content, with a URL to put it there.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request.</exception>
    public Task<StagingLocationModel> StageAsync(ObjectAddress address, CancellationToken cancellationToken) => _rest.GetAsync(
        Write(address), StagingOf(address, "backing").With("presign", isOn: true), RestJson.Default.StagingLocationModel, cancellationToken);

    /// <summary>Makes content that was put into the store the object's.</summary>
    /// <exception cref="LakeS3Exception">The object exists and must not, or the server rejected the request.</exception>
    public async Task<ObjectStatsModel> LinkAsync(
        PutHeaders headers, string physicalAddress, string checksum, long size, CancellationToken cancellationToken)
    {
        StagingMetadataModel link = new()
        {
            Staging = new StagingLocationModel { PhysicalAddress = physicalAddress },
            Checksum = checksum,
            SizeBytes = size,
            ContentType = headers.ContentType,
            UserMetadata = MetadataOf(headers),
        };
        try
        {
            return await _rest.PutAsync(
                Write(headers.Address, isRepeatable: true, headers.NoClobber),
                StagingOf(headers.Address, "backing"),
                link,
                RestJson.Default.StagingMetadataModel,
                RestJson.Default.ObjectStatsModel,
                cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception exists) when (exists.Kind == LakeErrorKind.AlreadyExists)
        {
            // A repeated request finds what the first one linked, if only its response was lost.
            ObjectStatsModel? linked = await FindLinkedAsync(headers.Address, physicalAddress, cancellationToken).ConfigureAwait(false);
            if (linked is null)
            {
                throw;
            }

            return linked;
        }
    }

    /// <summary>Creates a multipart upload to the store.</summary>
    /// <param name="address">The object.</param>
    /// <param name="parts">The number of parts to get URLs for.</param>
    /// <param name="lost">Called if lakeFS may have created an upload whose id did not arrive.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="LakeS3Exception">The branch does not exist, or the server rejected the request.</exception>
    public Task<PresignedUploadModel> BeginAsync(ObjectAddress address, int parts, Action lost, CancellationToken cancellationToken) => _rest.PostAsync(
        Write(address, lost: lost),
        StagingOf(address, "pmpu").With("parts", parts.ToString(CultureInfo.InvariantCulture)),
        RestJson.Default.PresignedUploadModel,
        cancellationToken);

    /// <summary>Gets a URL to put a part to.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request.</exception>
    public async Task<string?> SignPartAsync(ObjectAddress address, DirectUploadId upload, int number, CancellationToken cancellationToken) => (await _rest.PutAsync(
        Write(address, isRepeatable: true),
        StagingOf(address, "pmpu", upload.Id, "parts", number.ToString(CultureInfo.InvariantCulture)),
        new PhysicalAddressModel { PhysicalAddress = upload.PhysicalAddress },
        RestJson.Default.PhysicalAddressModel,
        RestJson.Default.PresignedPartModel,
        cancellationToken).ConfigureAwait(false)).PresignedUrl;

    /// <summary>Completes a multipart upload, which makes its content the object's.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request.</exception>
    public async Task<ObjectStatsModel> CompleteAsync(
        DirectUploadId upload, PutHeaders headers, IEnumerable<KeyValuePair<int, string>> parts, CancellationToken cancellationToken)
    {
        PresignedUploadEndModel end = new()
        {
            PhysicalAddress = upload.PhysicalAddress,
            Parts = [.. parts.Select(part => new PresignedPartModel { PartNumber = part.Key, Etag = part.Value })],
            ContentType = headers.ContentType,
            UserMetadata = MetadataOf(headers),
        };
        try
        {
            return await _rest.PutAsync(
                Write(headers.Address),
                StagingOf(headers.Address, "pmpu", upload.Id),
                end,
                RestJson.Default.PresignedUploadEndModel,
                RestJson.Default.ObjectStatsModel,
                cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception lost) when (lost.Kind is LakeErrorKind.Server or LakeErrorKind.Connection or LakeErrorKind.Timeout)
        {
            ObjectStatsModel? linked = await FindLinkedAsync(headers.Address, upload.PhysicalAddress, cancellationToken).ConfigureAwait(false);
            if (linked is null)
            {
                throw;
            }

            return linked;
        }
    }

    /// <summary>Aborts a multipart upload.</summary>
    /// <exception cref="LakeS3Exception">It is complete or never existed, or the server rejected the request.</exception>
    public Task AbortAsync(ObjectAddress address, DirectUploadId upload, CancellationToken cancellationToken) => _rest.SendAsync(
        Write(address),
        HttpMethod.Delete,
        StagingOf(address, "pmpu", upload.Id),
        new PhysicalAddressModel { PhysicalAddress = upload.PhysicalAddress },
        RestJson.Default.PhysicalAddressModel,
        cancellationToken);

    /// <summary>The metadata as S3 shows it: by name, without the prefix.</summary>
    public static IReadOnlyDictionary<string, string> MetadataOf(ObjectStatsModel stats) => (stats.Metadata ?? [])
        .Where(pair => pair.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(pair => pair.Key.Substring(MetadataPrefix.Length), pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string> MetadataOf(PutHeaders headers) =>
        headers.Metadata.ToDictionary(pair => MetadataPrefix + pair.Key.ToLowerInvariant(), pair => pair.Value);

    // Each upload has a physical address of its own, so it tells whose the object is.
    private async Task<ObjectStatsModel?> FindLinkedAsync(ObjectAddress address, string physicalAddress, CancellationToken cancellationToken)
    {
        try
        {
            ObjectStatsModel stats = await StatAsync(address, presign: false, cancellationToken).ConfigureAwait(false);
            return stats.PhysicalAddress == physicalAddress ? stats : null;
        }
        catch (LakeS3Exception unknown) when (unknown.Kind is LakeErrorKind.NotFound or LakeErrorKind.PermissionDenied)
        {
            return null;
        }
    }

    private static RestCall Write(ObjectAddress address, bool isRepeatable = false, bool onlyIfAbsent = false, Action? lost = null) =>
        new(RestOperation.WriteObject, address.Container, address.Ref) { Key = address.Key, IsRepeatable = isRepeatable, OnlyIfAbsent = onlyIfAbsent, Lost = lost };

    private static RestPath StagingOf(ObjectAddress address, params string[] more) =>
        new RestPath(["repositories", address.Container, "branches", address.Ref, "staging", .. more]).With("path", address.Key);
}
