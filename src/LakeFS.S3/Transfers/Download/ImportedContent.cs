using System;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Rest;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Content that lakeFS did not store itself. An import leaves it where it is and takes over the ETag that it has there,
/// which is not an MD5 where the object store encrypts with a key of its own.
/// </summary>
internal static class ImportedContent
{
    private const string LocalStorage = "local://";

    /// <summary>Whether an object is imported. False where lakeFS does not say so.</summary>
    public static async Task<bool> IsAtAsync(LakeS3Connection connection, ObjectAddress address, string etag, CancellationToken cancellationToken)
    {
        if (!address.IsOnLakeFS)
        {
            return false;
        }

        RestClient rest = new(connection);
        try
        {
            ObjectStatsModel stats = await rest.GetAsync(
                new RestCall(RestOperation.ReadObject, address.Container, address.Ref),
                new RestPath("repositories", address.Container, "refs", address.Ref, "objects", "stat").With("path", address.Key),
                RestJson.Default.ObjectStatsModel,
                cancellationToken).ConfigureAwait(false);
            RepositoryModel repository = await rest.GetAsync(
                new RestCall(RestOperation.ReadRepository, address.Container, reference: null),
                new RestPath("repositories", address.Container),
                RestJson.Default.RepositoryModel,
                cancellationToken).ConfigureAwait(false);
            return stats.Checksum == etag
                && stats.PhysicalAddress.Length > 0
                && repository.StorageNamespace.Length > 0
                && !IsStoredAt(stats.PhysicalAddress, repository.StorageNamespace.TrimEnd('/') + "/");
        }
        catch (LakeS3Exception)
        {
            // Without an answer there is no reason to trust content that does not have its ETag.
            return false;
        }
    }

    // lakeFS on local storage shows the whole path on its machine: local:///var/lakefs/lake/data/... for the namespace local://lake.
    private static bool IsStoredAt(string address, string storageNamespace) =>
        address.StartsWith(storageNamespace, StringComparison.Ordinal)
        || (storageNamespace.StartsWith(LocalStorage, StringComparison.Ordinal)
            && address.StartsWith(LocalStorage, StringComparison.Ordinal)
            && Regex.IsMatch(
                address, $"/{Regex.Escape(storageNamespace.Substring(LocalStorage.Length))}data/[0-9a-v]{{20}}/[0-9a-v]{{20}}\\z", RegexOptions.CultureInvariant));
}
