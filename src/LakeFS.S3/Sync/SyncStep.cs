namespace LakeFS.S3;

/// <summary>A step of a sync's plan: a <see cref="SyncAction"/> or a <see cref="SyncFailure"/>.</summary>
public abstract class SyncStep
{
    private protected SyncStep()
    {
    }
}
