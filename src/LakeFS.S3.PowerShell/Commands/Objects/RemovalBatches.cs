using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Sessions;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Removes objects in batches, several at a time, and writes what became of each object in the order of input.</summary>
internal sealed class RemovalBatches : IDisposable
{
    // More keep no network busier, and each is a thousand deletions for the server.
    private const int MaxUnderWay = 4;

    // Two batches that fail in the same way are not about one object.
    private const int MaxFailuresInARow = 2;

    private readonly LakeCmdlet _cmdlet;
    private readonly LakeConnection _connection;
    private readonly bool _writesResults;
    private readonly List<RemovalItem> _batch = [];
    private readonly ObjectRemover _remover;
    private readonly OrderedTasks<IReadOnlyList<LakeRemoval>> _underWay;
    private readonly FailureStreak _streak = new(MaxFailuresInARow);
    private TransferProgress? _progress;
    private long _removed;
    private long _failed;

    /// <summary>Prepares it; nothing is removed.</summary>
    /// <param name="cmdlet">The cmdlet that writes.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="writesResults">Whether to write a result for each object.</param>
    public RemovalBatches(LakeCmdlet cmdlet, LakeConnection connection, bool writesResults)
    {
        _cmdlet = cmdlet;
        _connection = connection;
        _writesResults = writesResults;
        _remover = new ObjectRemover(connection);
        _underWay = new OrderedTasks<IReadOnlyList<LakeRemoval>>(MaxUnderWay, cmdlet.StopToken);
    }

    /// <summary>What is shown while the server works.</summary>
    public TransferProgress Progress => _progress ??= new TransferProgress("Removing", () => _removed + _failed) { IsByServer = true };

    /// <summary>Adds an object; begins to remove the batch if it is full.</summary>
    /// <param name="item">The object.</param>
    public void Add(RemovalItem item)
    {
        _batch.Add(item);
        Progress.ExpectFile();
        if (_batch.Count == ObjectRemover.MaxBatch)
        {
            Remove();
        }
    }

    /// <summary>Removes the objects added since the last batch, and waits for all of them; there are no more.</summary>
    public void End()
    {
        Progress.IsTotalKnown = true;
        Remove();
        while (_underWay.Count > 0)
        {
            WriteNext();
        }

        _cmdlet.Waiting.Close();
    }

    /// <summary>Writes what was under way, and counts what was removed and what was not, when an error ends the command.</summary>
    public void WarnOfEarlyEnd()
    {
        foreach (KeyValuePair<LakeS3Exception, string> one in Write(TakeRest()))
        {
            if (!_cmdlet.StopsAtErrors())
            {
                _cmdlet.ReportAndGoOn(one.Key, one.Value);
            }
        }

        _cmdlet.WarnOfEarlyEnd("removed", _removed, _failed, _batch.Count);
    }

    /// <summary>Stops what is under way, and waits until it has ended.</summary>
    public void Dispose() => _underWay.Dispose();

    private void Remove()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        while (_underWay.Count >= MaxUnderWay)
        {
            WriteNext();
        }

        RemovalItem[] items = [.. _batch];
        _batch.Clear();
        _cmdlet.WriteVerbose($"Removing {items.Length} objects at {_connection.DescribeServers()}.");
        _underWay.Add(stop => _remover.RemoveAsync(items, stop));
        while (_underWay.Next is { IsCompleted: true })
        {
            WriteNext();
        }
    }

    private void WriteNext()
    {
        IReadOnlyList<LakeRemoval> results = TakeNext();
        if (_cmdlet.StopsAtErrors() && results.Any(result => result.Error is not null))
        {
            results = [.. results, .. TakeRest()];
        }

        foreach (KeyValuePair<LakeS3Exception, string> one in Write(results))
        {
            if (_streak.Ends(one.Key, _removed))
            {
                WarnOfEarlyEnd();
                _cmdlet.Report(one.Key, one.Value);
            }

            _cmdlet.ReportAndGoOn(one.Key, one.Value);
        }
    }

    private IReadOnlyList<LakeRemoval> TakeNext()
    {
        // It stays the next one while it is waited for, so that Dispose waits for it too.
        Task<IReadOnlyList<LakeRemoval>> task = _cmdlet.Await(Task.WhenAny(_underWay.Next!), Progress);
        _underWay.Take();
        return _cmdlet.Await(task);
    }

    private List<LakeRemoval> TakeRest()
    {
        List<LakeRemoval> rest = [];
        while (_underWay.Count > 0)
        {
            rest.AddRange(TakeNext());
        }

        return rest;
    }

    /// <summary>Writes results, and the errors that concern one object each.</summary>
    /// <returns>The errors of requests that failed for all of their objects, each with the first of these.</returns>
    private Dictionary<LakeS3Exception, string> Write(IReadOnlyList<LakeRemoval> results)
    {
        Dictionary<LakeS3Exception, string> broken = [];
        // The first error may end the command, so that what was removed comes before it.
        foreach (LakeRemoval result in _cmdlet.StopsAtErrors() ? [.. results.OrderBy(result => result.Error is not null)] : results)
        {
            Write(result, broken);
        }

        return broken;
    }

    private void Write(LakeRemoval result, Dictionary<LakeS3Exception, string> broken)
    {
        if (result.Error is null)
        {
            _removed++;
        }
        else
        {
            _failed++;
            if (!LakeErrorRecord.EndsPipeline(result.Error))
            {
                _cmdlet.ReportAndGoOn(result.Error, result.Uri);
            }
            else if (!broken.ContainsKey(result.Error))
            {
                broken.Add(result.Error, result.Uri);
            }
        }

        if (_writesResults)
        {
            _cmdlet.WriteObject(result);
        }
    }
}
