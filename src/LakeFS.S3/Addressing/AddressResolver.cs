using LakeFS.S3.Errors;

namespace LakeFS.S3.Addressing;

/// <summary>Resolves a name to an address, using a connection's defaults.</summary>
internal sealed class AddressResolver
{
    private readonly string? _defaultRepository;
    private readonly string? _defaultRef;
    private readonly IStore? _store;

    /// <summary>Creates a resolver with the defaults for parts that are not named.</summary>
    /// <param name="defaultRepository">The repository, or null.</param>
    /// <param name="defaultRef">The ref, or null.</param>
    public AddressResolver(string? defaultRepository, string? defaultRef)
        : this(store: null, defaultRepository, defaultRef)
    {
    }

    internal AddressResolver(IStore? store, string? defaultRepository, string? defaultRef)
    {
        _store = store;
        _defaultRepository = defaultRepository;
        _defaultRef = defaultRef;
    }

    /// <summary>Resolves the address of one object.</summary>
    /// <param name="name">The name given by the user.</param>
    /// <returns>An address with a key.</returns>
    /// <exception cref="LakeS3Exception">A part is missing or invalid, or two contradict each other; nothing was sent.</exception>
    public ObjectAddress ResolveObject(ObjectName name)
    {
        ObjectAddress address = ResolvePrefix(name);
        NameRules.CheckSegments(address.Key);
        return address.Key.Length == 0 ? throw AddressErrors.KeyMissing() : address;
    }

    /// <summary>Resolves the address of all objects with a prefix; the prefix may be empty.</summary>
    /// <param name="name">The name given by the user.</param>
    /// <returns>An address whose key is the prefix.</returns>
    /// <exception cref="LakeS3Exception">A part is missing or invalid, or two contradict each other; nothing was sent.</exception>
    public ObjectAddress ResolvePrefix(ObjectName name)
    {
        (string? repository, string? reference, string? key) = AddressParts.Of(name);
        repository = ResolveRepository(repository);
        reference ??= _defaultRef ?? _store?.DefaultBranchOf(repository) ?? throw AddressErrors.RefMissing(repository);
        NameRules.CheckRef(reference);
        key ??= string.Empty;
        NameRules.CheckKey(key);
        return AddressSpace.OfRef(_store, repository, reference).At(key);
    }

    /// <summary>Resolves a repository, using the default if none is named.</summary>
    /// <param name="repository">The name given by the user, perhaps as an address; or null.</param>
    /// <returns>A valid repository id.</returns>
    /// <exception cref="LakeS3Exception">No repository is named and there is no default, or the name is invalid.</exception>
    public string ResolveRepository(string? repository)
    {
        repository = repository is null ? _defaultRepository ?? throw AddressErrors.RepositoryMissing() : AddressUri.RepositoryIn(repository);
        NameRules.CheckRepository(repository);
        return repository;
    }
}
