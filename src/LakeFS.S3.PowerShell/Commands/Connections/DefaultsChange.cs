using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Commands.Connections;

/// <summary>What a connection defaults to after a change.</summary>
internal static class DefaultsChange
{
    /// <summary>The connection's defaults with those that are given. The ref of another repository is its default branch.</summary>
    /// <exception cref="LakeS3Exception">A name is invalid, or the parts contradict each other.</exception>
    public static ConnectionDefaults Of(LakeS3Connection connection, string? repository, string? reference, string? bucket)
    {
        (repository, reference) = AddressParts.OfRef(repository, reference);
        return new ConnectionDefaults
        {
            Repository = repository ?? connection.Repository,
            Ref = reference ?? (repository is null ? connection.Ref : null),
            BucketName = bucket is null ? connection.BucketName : AddressUri.RepositoryIn(bucket),
        };
    }
}
