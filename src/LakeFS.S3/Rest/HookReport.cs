using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Rest;

/// <summary>The output of the hooks of a failed run.</summary>
internal sealed class HookReport
{
    // The end of a hook's output says why it failed; a webhook's output contains whole requests and responses.
    private const int MaxOutputLength = 2000;

    private readonly RestClient _client;
    private readonly string? _repository;
    private readonly string? _reference;

    public HookReport(LakeS3Connection connection, RestCall call)
    {
        _client = new RestClient(connection);
        _repository = call.Repository;
        _reference = call.Ref;
    }

    /// <summary>Reads the output of a run's failed hooks.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The lines of output, with a line before each hook's that names the hook.</returns>
    public async Task<IReadOnlyList<string>> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        List<string> report = [];
        try
        {
            await foreach (HookRunModel hook in _client.ListAsync(
                Call(), Path(runId, "hooks"), RestJson.Default.ListModelHookRunModel, cancellationToken).ConfigureAwait(false))
            {
                if (hook.Status != "completed")
                {
                    string output = await _client.GetTextAsync(Call(), Path(runId, "hooks", hook.HookRunId, "output"), cancellationToken).ConfigureAwait(false);
                    report.Add($"Output of hook '{hook.HookId}' of action '{hook.Action}':");
                    report.Add(EndOf(output.Trim()));
                }
            }
        }
        catch (LakeS3Exception error)
        {
            // The original failure is still reported.
            report.Add($"The hook's output can't be had: {error.Message}");
        }

        return report;
    }

    private RestCall Call() => new(RestOperation.ReadHooks, _repository, _reference);

    private RestPath Path(string runId, params string[] rest) => new(["repositories", _repository ?? string.Empty, "actions", "runs", runId, .. rest]);

    private static string EndOf(string output) =>
        output.Length <= MaxOutputLength ? output : output.Remove(0, output.Length - MaxOutputLength).Insert(0, "...");
}
