namespace LakeFS.S3.Addressing;

/// <summary>What an address knows of the store that serves it.</summary>
internal interface IStore
{
    /// <summary>The name of the connection to it.</summary>
    string Name { get; }

    /// <summary>What sort of store it is.</summary>
    StoreKind Kind { get; }

    /// <summary>Whether another connection leads to the same store with the same rights.</summary>
    bool IsSameAs(IStore other);
}
