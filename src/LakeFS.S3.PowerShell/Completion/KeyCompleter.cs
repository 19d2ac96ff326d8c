using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Completes keys, a folder at a time, and the scheme, the repository and the ref of addresses.</summary>
public sealed class KeyCompleter : LakeCompleter
{
    private static readonly string[] Schemes = ["lakefs://", "s3://"];

    /// <inheritdoc/>
    private protected override IAsyncEnumerable<Proposal> ProposeAsync(CompletionRequest request, CancellationToken stop)
    {
        bool isAddress = AddressUri.IsAddress(request.Word);
        if (!isAddress && (request.LakeFS is null || request.BucketName is null))
        {
            return KeysOrSchemesAsync(request, stop);
        }

        // With a bucket, the key on lakeFS starts with the ref, as in an address.
        string address = isAddress ? request.Word : AddressUri.Format(request.BucketName!, request.Word);
        (string? container, string? reference, string? key) = AddressUri.Split(address);
        return reference is null && AddressUri.IsLakeAddress(address) ? Names.RepositoriesAsync(request, container!, "/", stop)
            : reference is null ? Names.BucketsAsync(request, container!, "/", stop)
            : key is null && request.LakeFS is not null ? new RefNames(request, container!).FindAsync(reference, "/", stop)
            : KeysOrSchemesAsync(request, stop);
    }

    private static async IAsyncEnumerable<Proposal> KeysOrSchemesAsync(CompletionRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        bool hasSchemes = request.Word.Length > 0 && request.TakesAddress;
        foreach (Proposal proposal in hasSchemes ? await KeysOrNoneAsync(request, stop).ConfigureAwait(false) : await KeysAsync(request, stop).ConfigureAwait(false))
        {
            yield return proposal;
        }

        foreach (string scheme in Schemes.Where(scheme => hasSchemes && (request.LakeFS is not null || scheme != Schemes[0])))
        {
            if (scheme.Length > request.Word.Length && scheme.StartsWith(request.Word, StringComparison.OrdinalIgnoreCase))
            {
                yield return new Proposal(scheme, scheme);
            }
        }
    }

    // An address can be given where there is no default repository, ref or bucket to complete a key in.
    private static async Task<IReadOnlyList<Proposal>> KeysOrNoneAsync(CompletionRequest request, CancellationToken stop)
    {
        try
        {
            return await KeysAsync(request, stop).ConfigureAwait(false);
        }
        catch (LakeS3Exception error) when (error.Kind == LakeErrorKind.InvalidArgument)
        {
            return [];
        }
    }

    private static async Task<IReadOnlyList<Proposal>> KeysAsync(CompletionRequest request, CancellationToken stop)
    {
        ObjectName name = request.NameOf(request.Word);
        if (request.LakeFS is LakeS3Connection lake && new LakeRepositories(lake).WithoutRef(name) is string repository)
        {
            await new LakeRepositories(lake).DefaultBranchAsync(repository, stop).ConfigureAwait(false);
        }

        ObjectAddress prefix = request.Connection.ResolvePrefix(name);
        string head = request.Word.Substring(0, request.Word.Length - prefix.Key.Length);
        return [.. (await new KeyFolder(request, prefix).FindAsync(stop).ConfigureAwait(false)).Select(entry => Complete(entry, head))];
    }

    private static Proposal Complete(LakeEntry entry, string head)
    {
        // A key that looks like an address would be read as one.
        string text = head.Length == 0 && AddressUri.IsAddress(entry.Key) ? entry.Uri : head + entry.Key;
        string toolTip = entry is LakeObject found ? $"{entry.Uri}, {ByteSize.Format(found.Size)}, {found.LastModified:g}" : entry.Uri;
        return new Proposal(text, KeyFolder.NameIn(entry.Key), toolTip);
    }
}
