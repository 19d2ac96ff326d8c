using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Tests;

/// <summary>A sync driven to its end as a caller would: every action is done, and nothing is deleted after a failure.</summary>
internal sealed class SyncRun
{
    private SyncRun()
    {
    }

    /// <summary>What was done, in order: <c>Upload raw/a</c>.</summary>
    public List<string> Done { get; } = [];

    /// <summary>What was not: <c>LakeFileNotFound</c>.</summary>
    public List<string> Failed { get; } = [];

    /// <summary>How many were found equal.</summary>
    public long Unchanged { get; private set; }

    public static async Task<SyncRun> RunAsync(LakeSync sync)
    {
        using (sync)
        {
            SyncRun run = new();
            await foreach (SyncStep step in sync.PlanAsync(CancellationToken.None))
            {
                await run.TakeAsync(sync, step);
            }

            run.Unchanged = sync.UnchangedCount;
            if (run.Failed.Count == 0)
            {
                await foreach (SyncStep step in sync.DeleteAsync(CancellationToken.None))
                {
                    run.Note(step);
                }
            }

            foreach (SyncAction waiting in sync.ReadWaitingTransfers())
            {
                await run.TransferAsync(sync, waiting);
            }

            run.Done.Sort(StringComparer.Ordinal);
            return run;
        }
    }

    /// <summary>Writes a file and the folders it lies in.</summary>
    public static void Write(TemporaryFolder folder, string key, byte[] content)
    {
        string path = PathOf(folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    /// <summary>Where a key's file lies.</summary>
    public static string PathOf(TemporaryFolder folder, string key) => Path.Combine([folder.Path, .. key.Split('/')]);

    /// <summary>The keys of all files of a folder.</summary>
    public static string[] KeysOf(TemporaryFolder folder) =>
    [
        .. Directory.EnumerateFiles(folder.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => Path.GetRelativePath(folder.Path, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal),
    ];

    private async Task TakeAsync(LakeSync sync, SyncStep step)
    {
        switch (step)
        {
            case SyncAction { Kind: SyncActionKind.Delete } deletion:
                sync.NoteDeletion(deletion);
                break;
            case SyncAction { WaitsForDeletions: true } waiting:
                sync.NoteTransfer(waiting);
                break;
            case SyncAction transfer:
                await TransferAsync(sync, transfer);
                break;
            default:
                Note(step);
                break;
        }
    }

    private async Task TransferAsync(LakeSync sync, SyncAction transfer)
    {
        LakeTransferResult result = await sync.TransferAsync(transfer, null, CancellationToken.None);
        Done.Add($"{transfer.Kind} {result.Key}");
    }

    private void Note(SyncStep step)
    {
        if (step is SyncAction action)
        {
            Done.Add($"{action.Kind} {action.Address.Key}");
        }
        else
        {
            Failed.Add(((SyncFailure)step).Error.ErrorId);
        }
    }
}
