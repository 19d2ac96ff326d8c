using System;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Runs of hooks that the fault plan made refuse.</summary>
internal static class HooksResource
{
    /// <summary>Notes a run, and answers as lakeFS does for a hook that refuses.</summary>
    public static Task RefuseAsync(RestExchange exchange, string output)
    {
        HookRun run = new(Guid.NewGuid().ToString("N")[..20], output);
        exchange.Store.HookRuns[run.RunId] = run;
        return exchange.AnswerErrorAsync(412, run.Message(exchange.Record.Operation));
    }

    public static Task ListAsync(RestExchange exchange)
    {
        exchange.RequireRepository();
        Page<HookRun> page = Page.Take([RequireRun(exchange)], exchange.PageSize(), run => run.RunId);
        return exchange.AnswerJsonAsync(json => page.Write(json, Write));
    }

    public static Task GetOutputAsync(RestExchange exchange)
    {
        exchange.RequireRepository();
        return exchange.AnswerTextAsync(200, RequireRun(exchange).Output);
    }

    private static HookRun RequireRun(RestExchange exchange) =>
        exchange.Store.HookRuns.TryGetValue(exchange.Parameter("run"), out HookRun? run) ? run : throw RestFailureException.NotFound();

    private static void Write(Utf8JsonWriter json, HookRun run)
    {
        json.WriteStartObject();
        json.WriteString("action", HookRun.Action);
        json.WriteString("hook_id", HookRun.HookId);
        json.WriteString("hook_run_id", HookRun.HookRunId);
        json.WriteString("status", "failed");
        json.WriteEndObject();
    }
}
