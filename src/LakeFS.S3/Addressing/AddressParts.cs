using LakeFS.S3.Errors;

namespace LakeFS.S3.Addressing;

/// <summary>Combines the parts of a name. Each may be a complete address; parts that contradict each other are an error.</summary>
internal static class AddressParts
{
    /// <summary>The repository, ref and key; null for those not named.</summary>
    /// <exception cref="LakeS3Exception">Two parts contradict each other, or an address does not fit its part.</exception>
    public static (string? Repository, string? Ref, string? Key) Of(ObjectName name)
    {
        if (name.BucketName is not null)
        {
            return OfBucket(name, name.BucketName);
        }

        (string? repository, string? reference) = OfRef(name.Repository, name.Ref);
        if (name.HasAddress)
        {
            (string? inRepository, string? inRef, string? key) = AddressUri.Split(name.Key!);
            return (SameRepository(repository, inRepository), SameRef(reference, inRef), name.Complete(key));
        }

        return name.Defaults is { BucketName: string bucket } && repository is null && reference is null
            ? OfBucket(name, bucket)
            : (repository ?? name.Defaults?.Repository, reference ?? name.Defaults?.Ref, name.Complete(name.Key));
    }

    /// <summary>The repository and ref; null for those not named.</summary>
    /// <exception cref="LakeS3Exception">They name different repositories, or an address does not fit its part.</exception>
    public static (string? Repository, string? Ref) OfRef(string? repository, string? reference)
    {
        repository = repository is null ? null : AddressUri.RepositoryIn(repository);
        if (reference is null)
        {
            return (repository, null);
        }

        (string? inRepository, reference) = AddressUri.RefIn(reference);
        return (SameRepository(repository, inRepository), reference);
    }

    /// <summary>The repository of several refs, which may be addresses; null if none names it.</summary>
    /// <exception cref="LakeS3Exception">They name different repositories.</exception>
    public static string? RepositoryOf(string? repository, params string?[] references)
    {
        foreach (string? reference in references)
        {
            (repository, _) = OfRef(repository, reference);
        }

        return repository;
    }

    private static (string? Repository, string? Ref, string? Key) OfBucket(ObjectName name, string bucket)
    {
        if (name.Repository is not null)
        {
            throw AddressErrors.NamedTwice("The bucket", "the repository");
        }

        if (name.Ref is not null)
        {
            throw AddressErrors.NamedTwice("The bucket", "the ref");
        }

        bucket = AddressUri.RepositoryIn(bucket);
        if (name.HasAddress)
        {
            (string? inRepository, string? inRef, string? inKey) = AddressUri.Split(name.Key!);
            return (Same("bucket", bucket, inRepository), inRef, name.Complete(inKey));
        }

        string whole = name.Complete(name.Key) ?? string.Empty;
        (string reference, string? key) = AddressUri.SplitFirst(whole);
        return reference.Length == 0 || key is null
            ? throw AddressErrors.RefMissingInKey(whole)
            : (bucket, reference, key);
    }

    private static string? SameRepository(string? one, string? other) => Same("repository", one, other);

    private static string? SameRef(string? one, string? other) => Same("ref", one, other);

    private static string? Same(string what, string? one, string? other) =>
        one is null || other is null || one == other ? one ?? other : throw AddressErrors.Contradiction(what, one, other);
}
