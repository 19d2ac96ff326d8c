using System;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>An event that its hooks do not let happen.</summary>
/// <param name="e">The event.</param>
/// <param name="runId">The run of the hooks.</param>
/// <param name="hasHookFailed">Whether a hook ran and failed; else there is something wrong with the actions.</param>
/// <param name="reason">Why.</param>
internal sealed class HookAbortException(HookEvent e, string runId, bool hasHookFailed, string reason)
    : Exception($"{e.Type} hook aborted, run id '{runId}': {reason}")
{
    /// <summary>The HTTP status lakeFS answers (rest-hooks #23, #49).</summary>
    public int Status => hasHookFailed ? 412 : 500;
}
