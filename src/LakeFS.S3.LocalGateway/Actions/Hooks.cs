using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>
/// Runs the hooks of actions. Webhooks are what it can run; one that runs a script or calls Airflow fails, and says so.
/// </summary>
internal static class Hooks
{
    /// <summary>Runs the hooks of an event, and returns once they have passed.</summary>
    /// <returns>The id of their run.</returns>
    /// <exception cref="HookAbortException">One has failed, or the actions are wrong: the event must not happen.</exception>
    public static async Task<string> RunAsync(HookEvent e, CancellationToken cancellationToken)
    {
        string id = TimedId.Create(DateTimeOffset.UtcNow);
        if (e.Repository.IsReadOnly)
        {
            return id;
        }

        IReadOnlyList<(ActionFile Action, IReadOnlyList<(ActionHook Hook, Webhook? Webhook)> Hooks)> prepared;
        try
        {
            IReadOnlyList<ActionFile> actions = await ActionSource.LoadAsync(e, cancellationToken).ConfigureAwait(false);
            prepared = [.. actions.Select(action => (action, Prepare(action)))];
        }
        catch (InvalidActionException problem)
        {
            throw new HookAbortException(e, id, hasHookFailed: false, problem.Message);
        }

        if (prepared.Count == 0)
        {
            return id;
        }

        ActionOutcome[] outcomes = await Task.WhenAll(prepared.Select(
            (item, index) => RunAsync(e, index, item.Action, item.Hooks, cancellationToken))).ConfigureAwait(false);
        e.Repository.Runs.Add(new ActionRun(id, e.Type, e.Branch, e.CommitId, [.. outcomes.SelectMany(outcome => outcome.Runs)]));
        List<string> errors = [.. outcomes.Select(outcome => outcome.Error).OfType<string>()];
        return errors.Count == 0 ? id : throw new HookAbortException(e, id, hasHookFailed: true, ErrorList.Describe(errors));
    }

    /// <summary>Lets the hooks of an event run that has happened; nobody waits for them.</summary>
    public static void RunAfter(HookEvent e) => e.Repository.Runs.AddUnderWay(Task.Run(async () =>
    {
        try
        {
            await RunAsync(e, CancellationToken.None).ConfigureAwait(false);
        }
        catch (HookAbortException failure)
        {
            // The client that caused the event has got the answer. A hook that failed is also in the runs.
            await Console.Error.WriteLineAsync(failure.Message).ConfigureAwait(false);
        }
    }));

    private static IReadOnlyList<(ActionHook Hook, Webhook? Webhook)> Prepare(ActionFile action) =>
        [.. action.Hooks.Select(hook => (hook, hook.Type == ActionRules.Webhook ? new Webhook(hook.Properties) : null))];

    private static async Task<ActionOutcome> RunAsync(
        HookEvent e,
        int index,
        ActionFile action,
        IReadOnlyList<(ActionHook Hook, Webhook? Webhook)> hooks,
        CancellationToken cancellationToken)
    {
        List<HookRun> runs = [];
        string? error = null;
        foreach ((ActionHook hook, Webhook? webhook) in hooks)
        {
            string id = $"{index:D4}_{runs.Count:D4}";
            StringBuilder output = new();
            DateTimeOffset started = DateTimeOffset.UtcNow;
            string? failure;
            try
            {
                if (!HookCondition.IsMet(hook.Condition, hasFailed: error is not null))
                {
                    runs.Add(new HookRun(id, action.Name, hook.Id, HookStatus.Skipped, default, default, string.Empty));
                    continue;
                }

                failure = webhook is null
                    ? $"this local gateway runs webhooks only, and not hooks of the type {hook.Type}"
                    : await webhook.RunAsync(e.ToJson(action.Name, hook.Id, started), output, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidActionException problem)
            {
                failure = problem.Message;
            }

            if (failure is not null)
            {
                output.Append($"Error: action failed: {failure}\n");
                error ??= $"hook run id '{id}' failed on action '{action.Name}' hook '{hook.Id}': action failed: {failure}";
            }

            HookStatus status = failure is null ? HookStatus.Completed : HookStatus.Failed;
            runs.Add(new HookRun(id, action.Name, hook.Id, status, started, DateTimeOffset.UtcNow, output.ToString()));
        }

        return new ActionOutcome(runs, error);
    }

    /// <summary>What became of an action.</summary>
    /// <param name="Runs">What became of its hooks.</param>
    /// <param name="Error">What the first that failed says.</param>
    private sealed record ActionOutcome(IReadOnlyList<HookRun> Runs, string? Error);
}
