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
        ConnectionTable table = ConnectionTable.OfCurrentRunspace();
        try
        {
            if (new CompletionServers(table).Find(commandName, fakeBoundParameters) is not CompletionServer server)
            {
                return [];
            }

            CompletionRequest request = new(server, commandName, parameterName, TypedWord.Read(wordToComplete), fakeBoundParameters);
            return [.. Ask(server, request, table.Unanswering).Where(proposal => proposal.Text.Length > 0).Select(proposal => proposal.ToResult())];
        }
        catch (LakeS3Exception)
        {
            // The command itself reports that its settings are wrong.
            return [];
        }
    }

    /// <summary>Finds completions.</summary>
    /// <param name="request">The argument.</param>
    /// <param name="stop">Cancels the requests.</param>
    private protected abstract IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop);

    // Errors are ignored, because completion can't show them; a server that does not answer is not asked again for a while.
    private IReadOnlyList<Proposal> Ask(CompletionServer server, CompletionRequest request, UnansweringServers unanswering)
    {
        if (unanswering.Has(server.Key))
        {
            Close(server);
            return [];
        }

        CancellationTokenSource stop = new();
        Task<IReadOnlyList<Proposal>> asking = Task.Run(() => CollectAsync(request, stop.Token));
        try
        {
            if (((IAsyncResult)asking).AsyncWaitHandle.WaitOne(LongestWait))
            {
                return asking.GetAwaiter().GetResult();
            }

            // The answer may still come, and is then remembered for the next key press.
            stop.CancelAfter(UnansweringServers.Remembered);
            unanswering.Add(server.Key);
            return [];
        }
        catch (LakeS3Exception error)
        {
            if (LakeErrorRecord.EndsPipeline(error))
            {
                unanswering.Add(server.Key);
            }

            return [];
        }
        finally
        {
            asking.ContinueWith(
                ended =>
                {
                    if (ended.Exception is null && !ended.IsCanceled)
                    {
                        unanswering.Remove(server.Key);
                    }

                    stop.Dispose();
                    Close(server);
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private static void Close(CompletionServer server)
    {
        if (server.IsTemporary)
        {
            server.Connection.Dispose();
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
