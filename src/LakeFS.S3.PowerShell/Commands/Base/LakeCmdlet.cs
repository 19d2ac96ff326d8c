using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Sessions;
using Microsoft.PowerShell.Commands;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>What all cmdlets share: they can be stopped, they wait for the engine, and they report its errors.</summary>
public abstract class LakeCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>How many errors were reported so far.</summary>
    internal long Errors { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the token.</summary>
    /// <param name="disposing">Whether this is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>The place in the file system that a path means.</summary>
    /// <param name="path">The path; a relative one begins at the session's location.</param>
    /// <returns>The full path as the operating system knows it.</returns>
    /// <exception cref="LakeS3Exception">It means something else, such as an environment variable.</exception>
    private protected string LocalPath(string? path)
    {
        try
        {
            string found = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.ImplementingType == typeof(FileSystemProvider) ? found : throw CmdletErrors.PathNotFileSystem(path!, provider.Name);
        }
        catch (Exception inner) when (inner is SessionStateException or PSInvalidOperationException or PSArgumentException or NotSupportedException)
        {
            throw CmdletErrors.PathInvalid(path!, inner);
        }
    }

    /// <summary>Whether the command only shows what it would do.</summary>
    private protected bool IsWhatIf => LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given) ? given : GetVariableValue("WhatIfPreference"));

    /// <summary>Finds a text that was given on the command line and is empty: a variable that is not set must not mean everything.</summary>
    /// <returns><c>LakeParameterEmpty</c>; null where there is none.</returns>
    private protected LakeS3Exception? EmptyParameter()
    {
        string? empty = MyInvocation.BoundParameters
            .Where(given => given.Value is null or "" || (given.Value is string[] texts && (texts.Length == 0 || texts.Any(string.IsNullOrEmpty))))
            .Select(given => given.Key)
            .FirstOrDefault();
        return empty is null ? null : CmdletErrors.ParameterEmpty(empty);
    }

    /// <summary>Waits for the engine on the pipeline's thread, showing progress meanwhile if there is any.</summary>
    /// <param name="task">What the engine does.</param>
    /// <param name="progress">What to show, or null.</param>
    /// <typeparam name="T">What it results in.</typeparam>
    /// <returns>What it resulted in.</returns>
    internal T Await<T>(Task<T> task, IShownProgress? progress = null)
    {
        Wait(task, progress);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for the engine on the pipeline's thread, showing progress meanwhile if there is any.</summary>
    /// <param name="task">What the engine does.</param>
    /// <param name="progress">What to show, or null.</param>
    private protected void Wait(Task task, IShownProgress? progress = null)
    {
        try
        {
            while (progress is not null && !((IAsyncResult)task).AsyncWaitHandle.WaitOne(TransferProgress.Interval))
            {
                Show(progress.Sample());
            }

            // Also when the pipeline is being stopped: the engine cleans up before it ends.
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            if (progress is { WasShown: true })
            {
                Show(progress.Done());
            }
        }
    }

    /// <summary>Reads an asynchronous sequence on the pipeline's thread, asking for each item only when it is wanted.</summary>
    /// <param name="source">The sequence.</param>
    /// <typeparam name="T">Its items.</typeparam>
    /// <returns>The same items.</returns>
    internal IEnumerable<T> Await<T>(IAsyncEnumerable<T> source)
    {
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator(StopToken);
        try
        {
            while (Await(items.MoveNextAsync()))
            {
                yield return items.Current;
            }
        }
        finally
        {
            items.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Does something for one object of the pipeline; its failure is an error record, and the pipeline goes on where that makes sense.</summary>
    /// <param name="target">The object, for the error record.</param>
    /// <param name="action">What is done.</param>
    private protected void Attempt(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (LakeS3Exception error)
        {
            Report(error, target);
        }
    }

    /// <summary>Warns, as PowerShell does; what is shown may hold names from the server.</summary>
    /// <param name="text">The warning.</param>
    internal new void WriteWarning(string text) => base.WriteWarning(VisibleText.Of(text));

    /// <summary>Says what is done, as PowerShell does; what is shown may hold names from the server.</summary>
    /// <param name="text">What is done.</param>
    internal new void WriteVerbose(string text) => base.WriteVerbose(VisibleText.Of(text));

    /// <summary>Shows progress, as PowerShell does; what is shown may hold names from the server.</summary>
    /// <param name="record">How far it is.</param>
    internal new void WriteProgress(ProgressRecord record)
    {
        record.Activity = VisibleText.Of(record.Activity);
        base.WriteProgress(record);
    }

    /// <summary>Asks whether to go on, as PowerShell does; what is shown may hold names from the server.</summary>
    /// <param name="target">What is changed.</param>
    /// <param name="action">How it is changed.</param>
    /// <returns>Whether to.</returns>
    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action));

    /// <summary>Asks again, as PowerShell does; what is shown may hold names from the server.</summary>
    /// <param name="query">The question.</param>
    /// <param name="caption">What stands above it.</param>
    /// <param name="yesToAll">Whether all further questions are answered with yes.</param>
    /// <param name="noToAll">Whether all further questions are answered with no.</param>
    /// <returns>Whether to go on.</returns>
    internal new bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll) =>
        base.ShouldContinue(VisibleText.Of(query), caption, ref yesToAll, ref noToAll);

    /// <summary>Writes an error record, or ends the pipeline where nothing further could succeed.</summary>
    /// <param name="error">The engine's error.</param>
    /// <param name="target">The object concerned.</param>
    internal void Report(LakeS3Exception error, object? target)
    {
        if (LakeErrorRecord.EndsPipeline(error))
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, target));
        }

        ReportAndGoOn(error, target);
    }

    /// <summary>Writes an error record.</summary>
    /// <param name="error">The engine's error.</param>
    /// <param name="target">The object concerned.</param>
    internal void ReportAndGoOn(LakeS3Exception error, object? target)
    {
        Errors++;
        WriteError(LakeErrorRecord.From(error, target));
    }

    private void Show(ProgressRecord record)
    {
        if (!StopToken.IsCancellationRequested)
        {
            WriteProgress(record);
        }
    }

    // Within a page the next item is there already: no task is made for it.
    private bool Await(ValueTask<bool> step) => step.IsCompletedSuccessfully ? step.Result : Await(step.AsTask());
}
