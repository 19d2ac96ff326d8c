namespace LakeFS.S3.Sync;

/// <summary>Why a sync transfers or deletes something, as users see it.</summary>
internal static class SyncReason
{
    /// <summary>The target does not have it.</summary>
    public const string NotInTarget = nameof(NotInTarget);

    /// <summary>The target has it in another size.</summary>
    public const string SizeDiffers = nameof(SizeDiffers);

    /// <summary>The target has it with other content, or with content that could not be compared.</summary>
    public const string ContentDiffers = nameof(ContentDiffers);

    /// <summary>The source does not have it.</summary>
    public const string NotInSource = nameof(NotInSource);
}
