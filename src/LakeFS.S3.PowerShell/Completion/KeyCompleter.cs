using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes keys, a folder at a time, and the repository and ref of addresses.</summary>
public sealed class KeyCompleter : LakeCompleter
{
    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop)
    {
        bool isAddress = AddressUri.IsAddress(request.Word);
        if (request.LakeFS is null || !(isAddress || request.BucketName is not null))
        {
            return KeysAsync(request, stop);
        }

        // With a bucket, the key starts with the ref, as in an address.
        string address = isAddress ? request.Word : AddressUri.Format(request.BucketName!, request.Word);
        (string? repository, string? reference, string? key) = AddressUri.Split(address);
        return reference is null ? Names.RepositoriesAsync(request, repository!, "/", stop)
            : key is null ? Names.BranchesAsync(request, repository!, reference, "/", stop)
            : KeysAsync(request, stop);
    }

    private static async IAsyncEnumerable<Proposal> KeysAsync(CompletionRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        ObjectAddress prefix = request.Connection.ResolvePrefix(request.NameOf(request.Word));
        string head = request.Word.Substring(0, request.Word.Length - prefix.Key.Length);
        await foreach (LakeEntry entry in new LakeObjects(request.Connection).ListAsync(prefix, new ListOptions { Delimiter = "/" }, stop).ConfigureAwait(false))
        {
            // A key that looks like an address would be read as one.
            string text = head.Length == 0 && AddressUri.IsAddress(entry.Key) ? entry.Uri : head + entry.Key;
            yield return new Proposal(text, NameIn(entry.Key));
        }
    }

    // The last part of a key, with the slash of a folder.
    private static string NameIn(string key)
    {
        int slash = key.Length < 2 ? -1 : key.LastIndexOf('/', key.Length - 2);
        return key.Substring(slash + 1);
    }
}
