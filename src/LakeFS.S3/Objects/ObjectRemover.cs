using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Primitives;
using LakeFS.S3.Refs;
using LakeFS.S3.S3;

namespace LakeFS.S3;

/// <summary>
/// Removes objects and says truthfully which are gone. The gateway reports deletions that did not happen: on tags,
/// commits and missing branches (s3-refs #58, s3-delete-objects #16) and of keys that were not there. So a ref is
/// looked at once before anything is removed from it, and a key that no list showed is looked up first. S3 has no refs,
/// but is as silent about keys that were not there. Several calls may run side by side.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose.")]
public sealed class ObjectRemover
{
    /// <summary>The most keys one request may name; lakeFS answers MalformedXML above (s3-delete-objects #32).</summary>
    public const int MaxBatch = 1000;

    private readonly LakeConnection _connection;
    private readonly LakeObjects _objects;
    private readonly Dictionary<(LakeS3Connection Store, string Repository, string Ref), RefState> _refs = [];

    // One call looks at refs at a time, so that those beside it find what it saw.
    private readonly SemaphoreSlim _looking = new(1);

    /// <summary>Works over a connection; remembers the refs it has seen, so make one for each run.</summary>
    /// <param name="connection">The connection to one store, or a router over several.</param>
    public ObjectRemover(LakeConnection connection)
    {
        _connection = connection;
        _objects = new LakeObjects(connection);
    }

    /// <summary>Removes up to <see cref="MaxBatch"/> objects, of any repositories and branches, buckets and stores.</summary>
    /// <param name="items">The objects.</param>
    /// <param name="cancellationToken">Stops the requests; what was removed by then stays removed.</param>
    /// <returns>One result an object, in the order given.</returns>
    public async Task<IReadOnlyList<LakeRemoval>> RemoveAsync(IReadOnlyList<RemovalItem> items, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<ObjectAddress, LakeS3Exception> errors = new();
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await RefuseAsync(items, errors, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _looking.Release();
        }

        await LookUpAsync([.. items.Where(item => !IsKnown(item) && !errors.ContainsKey(item.Address)).Select(item => item.Address)], errors, cancellationToken)
            .ConfigureAwait(false);
        ILookup<(LakeS3Connection Store, string Bucket), ObjectAddress> left = items.Select(item => item.Address)
            .Where(address => !errors.ContainsKey(address))
            .Distinct()
            .ToLookup(address => (_connection.StoreOf(address), address.Container));
        foreach (IGrouping<(LakeS3Connection Store, string Bucket), ObjectAddress> bucket in left)
        {
            await RemoveFromAsync(bucket.Key.Store, bucket.Key.Bucket, [.. bucket], errors, cancellationToken).ConfigureAwait(false);
        }

        return [.. items.Select(item => new LakeRemoval(item.Address, errors.TryGetValue(item.Address, out LakeS3Exception? error) ? error : null))];
    }

    // A list shows control characters as U+FFFD: such a key may not be the object's real one (s3-odd-keys #81).
    private static bool IsKnown(RemovalItem item) => item.IsListed && item.Address.Key.IndexOf('\uFFFD') < 0;

    // What a DeleteObjects body, being XML, can't carry.
    private static bool FitsXml(string key) => key.All(c => c >= ' ' && c is not ('\uFFFE' or '\uFFFF'));

    private async Task RefuseAsync(
        IReadOnlyList<RemovalItem> items, ConcurrentDictionary<ObjectAddress, LakeS3Exception> errors, CancellationToken cancellationToken)
    {
        // A ref that can't be looked at is not looked at again for each of its objects.
        Dictionary<(LakeS3Connection Store, string Repository, string Ref), LakeS3Exception> hidden = [];
        foreach (RemovalItem item in items)
        {
            (LakeS3Connection, string, string) reference = (_connection.StoreOf(item.Address), item.Address.Container, item.Address.Ref);
            try
            {
                if (hidden.TryGetValue(reference, out LakeS3Exception? known))
                {
                    errors[item.Address] = known;
                }
                else if (await RefuseAsync(item.Address, cancellationToken).ConfigureAwait(false) is LakeS3Exception refusal)
                {
                    errors[item.Address] = refusal;
                }
            }
            catch (LakeS3Exception impossible)
            {
                errors[item.Address] = hidden[reference] = impossible;
            }
        }
    }

    private async Task<LakeS3Exception?> RefuseAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        if (!address.IsOnLakeFS)
        {
            return null;
        }

        NameRules.RequireBranch(address);
        LakeS3Connection store = _connection.StoreOf(address);
        if (!_refs.TryGetValue((store, address.Container, address.Ref), out RefState state))
        {
            state = await new RefLookup(store).LookAsync(address.Container, address.Ref, cancellationToken).ConfigureAwait(false);
            if (state == RefState.Unknown && await MayBeBranchAsync(store, address, cancellationToken).ConfigureAwait(false))
            {
                state = RefState.Branch;
            }

            _refs[(store, address.Container, address.Ref)] = state;
        }

        return state == RefState.Branch
            ? null
            : S3Errors.ContainerNotFound(new S3ErrorContext(store, S3Operation.RemoveObjects, address) { RefState = state });
    }

    // Asked once more, for the error that tells why nobody knows; but this time there may be an answer.
    private static async Task<bool> MayBeBranchAsync(LakeS3Connection store, ObjectAddress address, CancellationToken cancellationToken)
    {
        try
        {
            return await new S3Client(store).IsBranchAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception denied) when (denied.Kind == LakeErrorKind.PermissionDenied)
        {
            // A key may delete and not list. The look is a help; the server decides.
            return true;
        }
    }

    private Task LookUpAsync(
        IReadOnlyCollection<ObjectAddress> addresses, ConcurrentDictionary<ObjectAddress, LakeS3Exception> errors, CancellationToken cancellationToken) =>
        LimitedConcurrency.ForEachAsync(
            addresses,
            _connection.SuggestedConcurrency,
            async address =>
            {
                try
                {
                    await _objects.GetMetadataAsync(address, cancellationToken).ConfigureAwait(false);
                }
                catch (LakeS3Exception denied) when (denied.Kind == LakeErrorKind.PermissionDenied)
                {
                    // A key may delete and not read.
                }
                catch (LakeS3Exception error)
                {
                    errors[address] = error;
                }
            },
            cancellationToken);

    private static async Task RemoveFromAsync(
        LakeS3Connection store,
        string repository,
        IReadOnlyList<ObjectAddress> addresses,
        ConcurrentDictionary<ObjectAddress, LakeS3Exception> errors,
        CancellationToken cancellationToken)
    {
        S3Client s3 = new(store);
        ObjectAddress[] batch = [.. addresses.Where(address => FitsXml(address.S3Key))];
        ObjectAddress[] single = batch.Length == 1 ? [.. addresses] : [.. addresses.Where(address => !FitsXml(address.S3Key))];
        foreach (ObjectAddress address in single)
        {
            try
            {
                await s3.RemoveAsync(address, cancellationToken).ConfigureAwait(false);
            }
            catch (LakeS3Exception error)
            {
                errors[address] = error;
            }
        }

        if (batch.Length > 1)
        {
            try
            {
                foreach (KeyValuePair<ObjectAddress, LakeS3Exception> error in await s3.RemoveAsync(repository, batch, cancellationToken).ConfigureAwait(false))
                {
                    errors[error.Key] = error.Value;
                }
            }
            catch (LakeS3Exception error)
            {
                // Reported for each of its objects, so that the results of other requests are reported too.
                foreach (ObjectAddress address in batch)
                {
                    errors[address] = error;
                }
            }
        }
    }
}
