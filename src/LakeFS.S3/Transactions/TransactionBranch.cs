using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Transactions;

/// <summary>The branch on which a transaction is done: it is made for it, committed, and removed at the end.</summary>
/// <param name="connection">The connection.</param>
/// <param name="repository">The repository's id.</param>
/// <param name="target">The branch that it begins from.</param>
/// <param name="retries">How its calls are repeated.</param>
internal sealed class TransactionBranch(LakeS3Connection connection, string repository, string target, TransactionRetries retries)
{
    private const int LongestTargetInName = 40;

    private readonly LakeBranches _branches = new(connection);
    private readonly LakeCommits _commits = new(connection);

    /// <summary>The branch's name.</summary>
    public string Name { get; } = NameFor(target);

    /// <summary>Whether the branch is at the server, or may be.</summary>
    public bool Exists { get; private set; }

    /// <summary>Makes the branch.</summary>
    public async Task CreateAsync(bool hidden, CancellationToken cancellationToken)
    {
        BranchRequest request = new() { Source = target, Hidden = hidden };
        Exists = true;
        await retries.RunAsync(
            async tried =>
            {
                try
                {
                    await _branches.CreateAsync(repository, Name, request, cancellationToken).ConfigureAwait(false);
                }
                catch (LakeS3Exception exists) when (ErrorCatalog.BranchExists.Is(exists) && tried > 0)
                {
                    // Of the try before, whose response was lost: nobody else makes this name.
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Commits what is uncommitted on the branch. That there is nothing to commit is not an error.</summary>
    public Task CommitAsync(CommitRequest request, CancellationToken cancellationToken) => retries.RunAsync(
        async _ =>
        {
            try
            {
                await _commits.CommitAsync(repository, Name, request, cancellationToken).ConfigureAwait(false);
            }
            catch (LakeS3Exception nothing) when (ErrorCatalog.NothingToCommit.Is(nothing))
            {
                // For the merge to judge: the work may have committed by itself, and a commit whose response was lost
                // leaves nothing either.
            }
        },
        cancellationToken);

    /// <summary>Removes the branch with whatever is on it, if it may be there.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (!Exists)
        {
            return;
        }

        await retries.RunAsync(
            async _ =>
            {
                try
                {
                    await _branches.DeleteAsync(repository, Name, force: true, cancellationToken).ConfigureAwait(false);
                }
                catch (LakeS3Exception gone) when (ErrorCatalog.BranchNotFound.Is(gone))
                {
                    // Never made, or removed by a try whose response was lost.
                }
            },
            cancellationToken).ConfigureAwait(false);
        Exists = false;
    }

    // Names its purpose, branch and time, for those who find one left by a killed process.
    private static string NameFor(string branch) => string.Format(
        CultureInfo.InvariantCulture,
        "tx-{0}-{1:yyyyMMdd-HHmmss}-{2}",
        branch.Length > LongestTargetInName ? branch.Substring(0, LongestTargetInName) : branch,
        DateTime.UtcNow,
        Guid.NewGuid().ToString("N").Substring(0, 12));
}
