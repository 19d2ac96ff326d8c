using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Copy;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>Removes, copies and moves everything in a folder, a thousand objects at a time.</summary>
/// <param name="connection">The connection.</param>
/// <param name="wait">Waits for the server.</param>
/// <param name="report">Writes the error of one object, with its address; ends everything if it throws.</param>
internal sealed class DriveChanges(LakeConnection connection, PipelineWait wait, Action<LakeS3Exception, string> report)
{
    private readonly ObjectRemover _remover = new(connection);
    private readonly ObjectCopier _copier = new(connection);

    /// <summary>Removes objects that were listed.</summary>
    public void Remove(IEnumerable<ObjectAddress> listed)
    {
        foreach (IReadOnlyList<ObjectAddress> batch in Batches(listed))
        {
            RemoveBatch(batch);
        }
    }

    /// <summary>Copies what begins with a prefix.</summary>
    /// <param name="source">The objects.</param>
    /// <param name="target">What their copies begin with.</param>
    /// <param name="removesSources">Whether each source is removed once its copy was compared with it.</param>
    public void Copy(ObjectAddress source, ObjectAddress target, bool removesSources)
    {
        IEnumerable<LakeObject> listed = wait.Each(new LakeObjects(connection).ListAsync(source, new ListOptions(), wait.Stop)).OfType<LakeObject>();
        foreach (IReadOnlyList<LakeObject> batch in Batches(listed))
        {
            LakeS3Exception?[] errors = wait.For(CopyBatchAsync(batch, source, target));
            for (int i = 0; i < batch.Count; i++)
            {
                if (errors[i] is LakeS3Exception error)
                {
                    report(error, batch[i].Uri);
                }
            }

            if (removesSources)
            {
                RemoveBatch([.. batch.Where((_, i) => errors[i] is null).Select(found => found.ToAddress())]);
            }
        }
    }

    private void RemoveBatch(IReadOnlyList<ObjectAddress> batch)
    {
        RemovalItem[] items = [.. batch.Select(address => new RemovalItem(address, isListed: true))];
        foreach (LakeRemoval removal in wait.For(_remover.RemoveAsync(items, wait.Stop)))
        {
            if (removal.Error is LakeS3Exception error)
            {
                report(error, removal.Uri);
            }
        }
    }

    private async Task<LakeS3Exception?[]> CopyBatchAsync(IReadOnlyList<LakeObject> batch, ObjectAddress source, ObjectAddress target)
    {
        LakeS3Exception?[] errors = new LakeS3Exception?[batch.Count];
        await LimitedConcurrency.ForEachAsync(
            batch.Select((found, index) => (found, index)),
            connection.SuggestedConcurrency,
            async item =>
            {
                LakeObject found = item.found;
                try
                {
                    ObjectAddress copy = target.WithKey($"{target.Key}{found.Key.Substring(source.Key.Length)}");
                    await _copier.CopyListedAsync(found.ToAddress(), copy, found.Size, found.ETag, progress: null, wait.Stop).ConfigureAwait(false);
                }
                catch (LakeS3Exception error)
                {
                    errors[item.index] = error;
                }
            },
            wait.Stop).ConfigureAwait(false);
        return errors;
    }

    private static IEnumerable<IReadOnlyList<T>> Batches<T>(IEnumerable<T> items)
    {
        List<T> batch = [];
        foreach (T item in items)
        {
            batch.Add(item);
            if (batch.Count == ObjectRemover.MaxBatch)
            {
                yield return batch;
                batch = [];
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
