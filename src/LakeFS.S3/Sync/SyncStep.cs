namespace LakeFS.S3;

/// <summary>What a sync has found out next: a <see cref="SyncAction"/> or a <see cref="SyncFailure"/>.</summary>
public abstract class SyncStep
{
    private protected SyncStep()
    {
    }
}
