using System;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>How a hook ended.</summary>
internal enum HookStatus
{
    Completed,
    Failed,

    /// <summary>It did not run: one before it had failed, or its condition was not met.</summary>
    Skipped,
}

/// <summary>What became of a hook in a run.</summary>
/// <param name="Id">Its id in the run.</param>
/// <param name="Action">The name of the action it is of.</param>
/// <param name="HookId">Its id in the action.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Output">What it has written.</param>
internal sealed record HookRun(
    string Id,
    string Action,
    string HookId,
    HookStatus Status,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    string Output);
