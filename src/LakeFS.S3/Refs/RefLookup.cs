using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Rest;
using LakeFS.S3.S3;

namespace LakeFS.S3.Refs;

/// <summary>
/// Finds out what a ref is for somebody who is going to write to it. To a list over S3, which explains refusals,
/// a hidden branch looks like a tag; nothing is refused because of that.
/// </summary>
internal sealed class RefLookup
{
    private readonly LakeS3Connection _connection;

    public RefLookup(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Says what the ref is; Unknown where the server does not say.</summary>
    public async Task<RefState> LookAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        RefState state = await new S3Client(_connection).LookAtRefAsync(repository, reference, cancellationToken).ConfigureAwait(false);
        return state == RefState.ReadOnly ? await LookForHiddenBranchAsync(repository, reference, cancellationToken).ConfigureAwait(false) : state;
    }

    // The S3 side shows no hidden branches. A list by REST does, and is empty if there is none (rest-branches #35).
    private async Task<RefState> LookForHiddenBranchAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        try
        {
            ListModel<RefModel> branches = await new RestClient(_connection).GetAsync(
                new RestCall(RestOperation.ReadBranch, repository, null),
                new RestPath("repositories", repository, "branches").With("prefix", reference).With("show_hidden", true).With("amount", "1"),
                RestJson.Default.ListModelRefModel,
                cancellationToken).ConfigureAwait(false);
            return branches.Results.FirstOrDefault()?.Id == reference ? RefState.Branch : RefState.ReadOnly;
        }
        catch (LakeS3Exception error)
        {
            // Who has the S3 side alone makes no hidden branches.
            return RestFallback.MayDoByS3(error) ? RefState.ReadOnly : RefState.Unknown;
        }
    }
}
