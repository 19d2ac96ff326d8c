using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;

namespace LakeFS.S3;

/// <summary>What a connection means where a name leaves parts out. Each may be null.</summary>
public sealed class ConnectionDefaults
{
    /// <summary>The repository; for lakeFS.</summary>
    public string? Repository { get; init; }

    /// <summary>The ref; for lakeFS. If null, the repository's default branch.</summary>
    public string? Ref { get; init; }

    /// <summary>The bucket; for plain S3.</summary>
    public string? BucketName { get; init; }

    /// <summary>Checks the names, and that they fit the kind of server.</summary>
    /// <exception cref="LakeS3Exception">A name is invalid, or means nothing there.</exception>
    internal void Check(StoreKind store)
    {
        if (store == StoreKind.S3)
        {
            CheckForS3();
            return;
        }

        if (Repository is not null)
        {
            NameRules.CheckRepository(Repository);
        }

        if (Ref is not null)
        {
            NameRules.CheckRef(Ref);
        }

        if (BucketName is not null)
        {
            throw ConnectionErrors.OnlyForS3("A default bucket");
        }
    }

    private void CheckForS3()
    {
        if ((Repository ?? Ref) is not null)
        {
            throw ConnectionErrors.OnlyForLakeFS(Repository is not null ? "A default repository" : "A default ref");
        }

        if (BucketName is not null)
        {
            BucketResolver.CheckBucket(BucketName);
        }
    }
}
