using System;
using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The hooks that ran because of one event.</summary>
/// <param name="Id">The id of the run.</param>
/// <param name="EventType">What happened: <c>pre-commit</c>.</param>
/// <param name="Branch">The branch; empty for a tag.</param>
/// <param name="CommitId">The commit, where there is one.</param>
/// <param name="Hooks">What became of each hook.</param>
internal sealed record ActionRun(
    string Id, string EventType, string Branch, string CommitId, IReadOnlyList<HookRun> Hooks)
{
    public bool HasPassed => Hooks.All(hook => hook.Status != HookStatus.Failed);

    public DateTimeOffset Started => Times(hook => hook.Started).DefaultIfEmpty().Min();

    public DateTimeOffset Ended => Times(hook => hook.Ended).DefaultIfEmpty().Max();

    private IEnumerable<DateTimeOffset> Times(Func<HookRun, DateTimeOffset> timeOf) =>
        Hooks.Where(hook => hook.Status != HookStatus.Skipped).Select(timeOf);
}
