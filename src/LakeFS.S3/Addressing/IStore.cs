namespace LakeFS.S3.Addressing;

/// <summary>The store that serves an address.</summary>
internal interface IStore
{
    /// <summary>The name of the connection to it.</summary>
    string Name { get; }

    /// <summary>The kind of the store.</summary>
    StoreKind Kind { get; }

    /// <summary>Whether another connection uses the same store with the same permissions.</summary>
    bool IsSameAs(IStore other);

    /// <summary>The default branch of a repository; null if the server was not asked for it.</summary>
    string? DefaultBranchOf(string repository);
}
