using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>What a branch points at, at one moment.</summary>
/// <param name="Head">The last commit.</param>
/// <param name="Working">The objects with the uncommitted changes.</param>
internal sealed record BranchState(Commit Head, Snapshot Working)
{
    /// <summary>Whether there may be uncommitted changes; false is certain, true is not.</summary>
    public bool MayBeDirty => !ReferenceEquals(Working, Head.Snapshot);
}

/// <summary>
/// A branch. Readers take <see cref="State"/> as it is; a writer holds <see cref="Gate"/>.
/// </summary>
internal sealed class Branch(string name, BranchState state, bool hidden)
{
    private volatile BranchState _state = state;
    private volatile bool _isDeleted;

    public string Name => name;

    /// <summary>Not listed unless asked for.</summary>
    public bool IsHidden => hidden;

    public Lock Gate { get; } = new();

    public BranchState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>Set once and for good: what waited for the gate must not write to a branch that is gone.</summary>
    public bool IsDeleted
    {
        get => _isDeleted;
        set => _isDeleted = value;
    }
}
