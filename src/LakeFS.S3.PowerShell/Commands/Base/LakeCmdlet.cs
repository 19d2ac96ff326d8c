using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
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

    /// <summary>
    /// Finds a parameter that was given and is empty: a variable that is not set must not mean the default, or everything.
    /// Parameters with one of PowerShell's Allow attributes may be empty.
    /// </summary>
    /// <returns><c>LakeParameterEmpty</c>; null where there is none.</returns>
    private protected LakeS3Exception? EmptyParameter()
    {
        string? empty = MyInvocation.BoundParameters.Where(given => IsEmpty(given.Value)).Select(given => given.Key).FirstOrDefault(name => !MayBeEmpty(name));
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

    private static bool IsEmpty(object? value) => value is null or "" || (value is string[] texts && (texts.Length == 0 || texts.Any(string.IsNullOrEmpty)));

    private bool MayBeEmpty(string parameter) => MyInvocation.MyCommand.Parameters[parameter].Attributes.Any(
        attribute => attribute is AllowNullAttribute or AllowEmptyStringAttribute or AllowEmptyCollectionAttribute);

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
