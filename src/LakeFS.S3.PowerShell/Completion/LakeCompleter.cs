using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes an argument by asking the server once, for a second at most, because the prompt waits.</summary>
public abstract class LakeCompleter : IArgumentCompleter
{
    // More completions would not fit on the screen, and listing a million keys takes long.
    private const int MaxProposals = 100;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ConnectionTable? table = ConnectionTable.OfCurrentRunspace();
        if (table?.ForArgument(fakeBoundParameters["Connection"]) is not LakeConnection connection || table.Unanswering.Has(connection))
        {
            return [];
        }

        CompletionRequest request = new(connection.WithoutRetries(), TypedWord.Read(wordToComplete), fakeBoundParameters);
        if (Ask(request) is IReadOnlyList<Proposal> proposals)
        {
            return [.. proposals.Where(proposal => proposal.Text.Length > 0).Select(proposal => proposal.ToResult())];
        }

        table.Unanswering.Add(connection);
        return [];
    }

    /// <summary>Finds completions.</summary>
    /// <param name="request">The argument.</param>
    /// <param name="stop">Cancels the requests.</param>
    private protected abstract IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop);

    // Null if the server does not answer. Other errors are ignored, because completion can't show them.
    private IReadOnlyList<Proposal>? Ask(CompletionRequest request)
    {
        CancellationTokenSource stop = new();
        Task<IReadOnlyList<Proposal>> asking = Task.Run(() => CollectAsync(request, stop.Token));
        try
        {
            if (((IAsyncResult)asking).AsyncWaitHandle.WaitOne(LongestWait))
            {
                return asking.GetAwaiter().GetResult();
            }

            stop.Cancel();
            return null;
        }
        catch (LakeS3Exception error)
        {
            return LakeErrorRecord.EndsPipeline(error) ? null : [];
        }
        finally
        {
            // It may still run for a moment, and its result is not needed.
            asking.ContinueWith(
                ended =>
                {
                    _ = ended.Exception;
                    stop.Dispose();
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private async Task<IReadOnlyList<Proposal>> CollectAsync(CompletionRequest request, CancellationToken stop)
    {
        List<Proposal> proposals = [];
        await foreach (Proposal proposal in ProposeAsync(request, stop).ConfigureAwait(false))
        {
            proposals.Add(proposal);
            if (proposals.Count == MaxProposals)
            {
                break;
            }
        }

        return proposals;
    }
}
