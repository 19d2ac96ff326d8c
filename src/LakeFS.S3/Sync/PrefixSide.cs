using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Sync;

/// <summary>The objects below a prefix as one side of a sync.</summary>
internal sealed class PrefixSide : SyncSide
{
    private readonly LakeConnection _connection;

    public PrefixSide(LakeConnection connection, ObjectAddress prefix, Func<string, bool>? filter)
        : base(filter)
    {
        _connection = connection;
        Prefix = Folder(prefix);
    }

    /// <summary>The prefix: empty, or ending with a slash.</summary>
    public ObjectAddress Prefix { get; }

    public override string Name => Prefix.Uri;

    /// <summary>Whether to skip folder markers: empty objects, created by other tools, whose keys end with a slash.</summary>
    public bool SkipsFolderMarkers { get; init; }

    /// <summary>Whether a key that lists can't show is a failure, because the object would have to be read or deleted.</summary>
    public bool NeedsEveryKey { get; init; }

    public override string NameOf(SyncEntry entry) => AddressOf(entry.Key).Uri;

    /// <summary>Returns the address of an entry.</summary>
    public ObjectAddress AddressOf(string key) => Prefix.WithKey(Prefix.Key + key);

    public override async IAsyncEnumerable<SyncEntry> ReadAsync(
        Func<SyncFailure, ValueTask> onFailure, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? previous = null;
        await foreach (LakeEntry entry in new LakeObjects(_connection).ListAsync(Prefix, new ListOptions(), cancellationToken).ConfigureAwait(false))
        {
            LakeObject found = (LakeObject)entry;
            string key = found.ToAddress().Key.Substring(Prefix.Key.Length);
            if ((SkipsFolderMarkers && found.IsFolderMarker) || !Includes(key))
            {
                continue;
            }

            // Lists show control characters as U+FFFD, so the key is wrong and may be out of order (s3-odd-keys #81).
            if (key.IndexOf('\uFFFD') >= 0)
            {
                if (NeedsEveryKey)
                {
                    await onFailure(new SyncFailure(found.Uri, AddressErrors.KeyNotListable(AddressOf(key).Facts))).ConfigureAwait(false);
                }

                continue;
            }

            // The join relies on the order of both lists. If a list were out of order, objects could be deleted by mistake.
            if (previous is not null && KeyOrder.Instance.Compare(previous, key) >= 0)
            {
                throw ServerErrors.UnorderedList(Prefix.FactsAt(_connection.StoreOf(Prefix).EndpointUrl), previous, key);
            }

            previous = key;
            yield return new SyncEntry(key, found);
        }
    }

    private static ObjectAddress Folder(ObjectAddress prefix) =>
        prefix.Key.Length == 0 || prefix.Key[prefix.Key.Length - 1] == '/' ? prefix : prefix.WithKey(prefix.Key + "/");
}
