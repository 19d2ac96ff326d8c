using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>The source of a copy, as the header x-amz-copy-source names it.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Ref">The ref expression.</param>
/// <param name="Key">The key; may be empty.</param>
internal sealed record CopySource(string Repository, string Ref, string Key)
{
    public const string HeaderName = "x-amz-copy-source";

    /// <summary>
    /// Parses <c>[/]REPOSITORY/REF/KEY</c>, URL-encoded as in a query; with a bad escape it is taken as it is
    /// (s3-copy #42).
    /// </summary>
    /// <exception cref="S3FailureException">It has no key (s3-copy #49).</exception>
    public static CopySource Parse(string header)
    {
        string source = PercentEncoding.TryDecode(header, plusIsSpace: true, out string decoded) ? decoded : header;
        string[] parts = source.TrimStart('/').Split('/', 3);
        return parts.Length == 3
            ? new CopySource(parts[0], parts[1], parts[2])
            : throw new S3FailureException(S3Errors.InvalidCopySource, ErrorScope.Refused);
    }

    /// <summary>The object; null if repository, ref or key are missing.</summary>
    /// <exception cref="S3FailureException">Its content is not in the storage.</exception>
    public ObjectEntry? Find(RepositoryStore store)
    {
        ObjectEntry? entry = store.Find(Repository) is { } repository ? RefExpression.Resolve(repository, Ref).Snapshot.Find(Key) : null;
        return entry?.Content is AbsentContent absent
            ? throw new S3FailureException(new S3Error(400, "InvalidRequest", $"open {absent.Address}: no such file or directory"))
            : entry;
    }
}
