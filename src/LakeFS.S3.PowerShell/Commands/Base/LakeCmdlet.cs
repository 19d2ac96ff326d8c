using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Sessions;
using Microsoft.PowerShell.Commands;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>The base class of all cmdlets: supports cancellation, waits for the engine, and reports its errors.</summary>
public abstract class LakeCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private bool _hasBegun;

    /// <summary>Canceled when the user stops the pipeline.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>What is shown while the cmdlet waits.</summary>
    internal WaitDisplay Waiting => field ??= new WaitDisplay(this);

    /// <summary>The number of errors reported so far.</summary>
    internal long Errors { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the token.</summary>
    /// <param name="disposing">False if called from a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _hasBegun = true;

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Converts a path to a file system path.</summary>
    /// <param name="path">The path; relative to the session's location.</param>
    /// <returns>The full path in the operating system's form.</returns>
    /// <exception cref="LakeS3Exception">The path is not in the file system but, for example, an environment variable.</exception>
    private protected string LocalPath(string? path)
    {
        try
        {
            string found = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.ImplementingType != typeof(FileSystemProvider) ? throw CmdletErrors.PathNotFileSystem(path!, provider.Name)
                : found.IndexOf('\0') >= 0 ? throw CmdletErrors.PathInvalid(path!, new ArgumentException("No file system has names with a NUL character."))
                : found;
        }
        catch (Exception inner) when (inner is SessionStateException or PSInvalidOperationException or PSArgumentException or NotSupportedException)
        {
            throw CmdletErrors.PathInvalid(path!, inner);
        }
    }

    /// <summary>Converts a path with wildcards to the file system paths that match. An existing file with this very name comes first.</summary>
    /// <param name="path">The path; relative to the session's location.</param>
    /// <returns>The full paths; none if nothing matches, and for a path without wildcards that path.</returns>
    /// <exception cref="LakeS3Exception">The path is not in the file system but, for example, an environment variable.</exception>
    private protected IReadOnlyList<string> LocalPaths(string path)
    {
        string literal = LocalPath(path);
        try
        {
            return File.Exists(literal) || !WildcardPattern.ContainsWildcardCharacters(path) ? [literal] : SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Whether -WhatIf applies.</summary>
    private protected bool IsWhatIf => LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given) ? given : GetVariableValue("WhatIfPreference"));

    /// <summary>The value of a parameter that binds to columns: an empty cell, as Import-Csv returns it, counts as not given.</summary>
    /// <param name="value">The value, from the command line or from a column.</param>
    /// <returns>The value; null for an empty cell.</returns>
    private protected string? CellOf(string? value) => _hasBegun && value is "" ? null : value;

    /// <summary>
    /// Finds a parameter that was given but is empty: an unset variable must not mean the default, or everything. Parameters
    /// with one of PowerShell's Allow attributes may be empty.
    /// </summary>
    /// <returns><c>LakeParameterEmpty</c>; null if there is none.</returns>
    private protected LakeS3Exception? EmptyParameter()
    {
        string? empty = MyInvocation.BoundParameters.Where(given => IsEmpty(given.Value)).Select(given => given.Key).FirstOrDefault(name => !MayBeEmpty(name));
        return empty is null ? null : CmdletErrors.ParameterEmpty(empty);
    }

    /// <summary>Waits for a task on the pipeline's thread and shows its progress.</summary>
    /// <param name="task">The task.</param>
    /// <param name="progress">The progress, or null.</param>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <returns>The task's result.</returns>
    internal T Await<T>(Task<T> task, IShownProgress? progress = null)
    {
        Wait(task, progress);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task on the pipeline's thread and shows its progress.</summary>
    /// <param name="task">The task.</param>
    /// <param name="progress">The progress, or null.</param>
    private protected void Wait(Task task, IShownProgress? progress = null)
    {
        try
        {
            // Also when the pipeline is being stopped: the engine cleans up before the task ends.
            Waiting.Until(task, progress);
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException canceled) when (StopToken.IsCancellationRequested)
        {
            this.WarnOf(Leftover.Of(canceled));
            throw new PipelineStoppedException();
        }
    }

    /// <summary>
    /// Enumerates an asynchronous sequence on the pipeline's thread, requesting each item only when it is needed.
    /// </summary>
    /// <param name="source">The sequence.</param>
    /// <param name="progress">The progress, or null.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <returns>The items.</returns>
    internal IEnumerable<T> Await<T>(IAsyncEnumerable<T> source, IShownProgress? progress = null) =>
        BlockingSequence.Of(source, step => Await(step, progress), StopToken);

    /// <summary>
    /// Runs an action for one object of the pipeline. A failure becomes an error record, and ends the pipeline only if all
    /// further objects would fail too.
    /// </summary>
    /// <param name="target">The object, for the error record.</param>
    /// <param name="action">The action.</param>
    private protected void Attempt(object? target, Action action)
    {
        try
        {
            Traced(action);
        }
        catch (LakeS3Exception error)
        {
            Report(error, target);
        }
    }

    /// <summary>Runs an action whose requests and retries are written to the verbose and the debug stream if they are on.</summary>
    /// <param name="action">The action.</param>
    private protected void Traced(Action action)
    {
        RequestTrace? before = RequestTrace.Current;
        RequestTrace.Current = Waiting.Trace;
        try
        {
            action();
        }
        finally
        {
            RequestTrace.Current = before;
            Waiting.WriteTrace();
        }
    }

    /// <summary>Writes a warning. Hides the base method, so that no foreign text reaches the terminal unescaped.</summary>
    /// <param name="text">The warning.</param>
    internal new void WriteWarning(string text) => base.WriteWarning(VisibleText.Of(text));

    /// <summary>Writes a verbose message, escaped like a warning.</summary>
    /// <param name="text">The message.</param>
    internal new void WriteVerbose(string text) => base.WriteVerbose(VisibleText.Of(text));

    /// <summary>Writes a debug message, escaped like a warning.</summary>
    /// <param name="text">The message.</param>
    internal new void WriteDebug(string text) => base.WriteDebug(VisibleText.Of(text));

    /// <summary>Writes progress, escaped like a warning.</summary>
    /// <param name="record">The progress.</param>
    internal new void WriteProgress(ProgressRecord record)
    {
        record.Activity = VisibleText.Of(record.Activity);
        base.WriteProgress(record);
    }

    /// <summary>Asks for confirmation, escaped like a warning.</summary>
    /// <param name="target">What the action changes.</param>
    /// <param name="action">The action.</param>
    /// <returns>Whether to run it.</returns>
    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action));

    /// <summary>Asks a second time, escaped like a warning.</summary>
    /// <param name="query">The question.</param>
    /// <param name="caption">The caption.</param>
    /// <param name="yesToAll">Whether the answer is yes to all further questions.</param>
    /// <param name="noToAll">Whether the answer is no to all further questions.</param>
    /// <returns>Whether to continue.</returns>
    internal new bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll) =>
        base.ShouldContinue(VisibleText.Of(query), caption, ref yesToAll, ref noToAll);

    /// <summary>Writes an error record, or ends the pipeline if all further objects would fail too.</summary>
    /// <param name="error">The engine's error.</param>
    /// <param name="target">The object for the error record.</param>
    /// <param name="isOneObject">Whether the target is one of several objects, so that the message has to name it.</param>
    internal void Report(LakeS3Exception error, object? target, bool isOneObject = false)
    {
        if (LakeErrorRecord.EndsPipeline(error))
        {
            this.WarnOf(Leftover.Of(error));
            ThrowTerminatingError(LakeErrorRecord.From(error, target, isOneObject));
        }

        ReportAndGoOn(error, target, isOneObject);
    }

    /// <summary>Writes an error record.</summary>
    /// <param name="error">The engine's error.</param>
    /// <param name="target">The object for the error record.</param>
    /// <param name="isOneObject">Whether the target is one of several objects, so that the message has to name it.</param>
    internal void ReportAndGoOn(LakeS3Exception error, object? target, bool isOneObject = false)
    {
        Errors++;
        this.WarnOf(Leftover.Of(error));
        WriteError(LakeErrorRecord.From(error, target, isOneObject));
    }

    private static bool IsEmpty(object? value) => value is null or "" || (value is string[] texts && (texts.Length == 0 || texts.Any(string.IsNullOrEmpty)));

    private bool MayBeEmpty(string parameter) => MyInvocation.MyCommand.Parameters[parameter].Attributes.Any(
        attribute => attribute is AllowNullAttribute or AllowEmptyStringAttribute or AllowEmptyCollectionAttribute);
}
