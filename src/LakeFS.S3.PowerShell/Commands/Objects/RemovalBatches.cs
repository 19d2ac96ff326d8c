using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Removes objects in batches, and writes what became of each.</summary>
/// <param name="cmdlet">The cmdlet that writes.</param>
/// <param name="connection">The connection.</param>
/// <param name="writesResults">Whether to write a result for each object.</param>
internal sealed class RemovalBatches(LakeCmdlet cmdlet, LakeConnection connection, bool writesResults)
{
    // Two batches that fail in the same way are not about one object.
    private const int MaxFailuresInARow = 2;

    private readonly List<RemovalItem> _batch = [];
    private readonly ObjectRemover _remover = new(connection);
    private readonly FailureStreak _streak = new(MaxFailuresInARow);
    private TransferProgress? _progress;
    private long _removed;
    private long _failed;

    /// <summary>What is shown while the server works.</summary>
    public TransferProgress Progress => _progress ??= new TransferProgress("Removing", () => _removed + _failed) { IsByServer = true };

    /// <summary>Adds an object; removes the batch if it is full.</summary>
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

    /// <summary>Removes the objects added since the last batch; there are no more.</summary>
    public void End()
    {
        Progress.IsTotalKnown = true;
        Remove();
        cmdlet.Waiting.Close();
    }

    /// <summary>Counts what was removed and what was not, when an error ends the command.</summary>
    public void WarnOfEarlyEnd() => cmdlet.WarnOfEarlyEnd("removed", _removed, _failed, _batch.Count);

    private void Remove()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        RemovalItem[] items = [.. _batch];
        _batch.Clear();
        cmdlet.WriteVerbose($"Removing {items.Length} objects at {connection.DescribeServers()}.");
        // The error of a request that failed for all of its objects is reported once.
        Dictionary<LakeS3Exception, string> broken = [];
        IReadOnlyList<LakeRemoval> results = cmdlet.Await(_remover.RemoveAsync(items, cmdlet.StopToken), Progress);
        // The first error may end the command, so that what was removed comes before it.
        foreach (LakeRemoval result in cmdlet.StopsAtErrors() ? [.. results.OrderBy(result => result.Error is not null)] : results)
        {
            Write(result, broken);
        }

        foreach (KeyValuePair<LakeS3Exception, string> one in broken)
        {
            if (_streak.Ends(one.Key, _removed))
            {
                WarnOfEarlyEnd();
                cmdlet.Report(one.Key, one.Value);
            }

            cmdlet.ReportAndGoOn(one.Key, one.Value);
        }
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
                cmdlet.ReportAndGoOn(result.Error, result.Uri);
            }
            else if (!broken.ContainsKey(result.Error))
            {
                broken.Add(result.Error, result.Uri);
            }
        }

        if (writesResults)
        {
            cmdlet.WriteObject(result);
        }
    }
}
