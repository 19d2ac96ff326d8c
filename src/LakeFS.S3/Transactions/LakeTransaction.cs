using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;

namespace LakeFS.S3;

/// <summary>
/// Work that reaches a branch completely or not at all: it is done on a branch of its own, which is committed, merged
/// and removed. The merge is the one moment at which the target changes; whatever breaks off before it changes nothing.
/// </summary>
/// <remarks>
/// <see cref="BeginAsync"/>, the work over <see cref="Connection"/>, <see cref="CompleteAsync"/>, and in any case
/// <see cref="EndAsync"/>. A process that dies in between leaves the transaction's branch behind, and nothing else.
/// </remarks>
public sealed class LakeTransaction
{
    private const int LongestTargetInName = 40;

    private readonly LakeTransaction? _outer;
    private readonly TransactionRequest _request;
    private readonly RetryPolicy _retries;
    private readonly LakeBranches _branches;
    private readonly LakeCommits _commits;

    /// <summary>Plans a transaction; nothing is sent.</summary>
    /// <param name="connection">The connection it runs over.</param>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch that it begins from and is merged into.</param>
    /// <param name="request">What its commits say.</param>
    /// <exception cref="LakeS3Exception">A name is invalid, or the branch is a ref expression.</exception>
    public LakeTransaction(LakeS3Connection connection, string repository, string branch, TransactionRequest request)
    {
        NameRules.RequireBranch(new ObjectAddress(repository, branch, string.Empty));
        Repository = repository;
        Branch = branch;
        Ref = NameFor(branch);
        Connection = connection.WithDefaults(repository, Ref);
        _request = request;
        _retries = new RetryPolicy(connection.MaxRetries);
        _branches = new LakeBranches(connection);
        _commits = new LakeCommits(connection);
    }

    /// <summary>Plans a transaction within another: it begins from what the other has done so far, and is merged into its branch.</summary>
    /// <param name="outer">The other.</param>
    /// <param name="request">What its commits say.</param>
    public LakeTransaction(LakeTransaction outer, TransactionRequest request)
        : this(outer.Connection, outer.Repository, outer.Ref, request)
    {
        _outer = outer;
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>The branch that the transaction is merged into.</summary>
    public string Branch { get; }

    /// <summary>The transaction's own branch, by the name that lets it pipe into anything that takes a ref.</summary>
    public string Ref { get; }

    /// <summary>The connection on which the transaction's branch is meant where no ref is named.</summary>
    public LakeS3Connection Connection { get; }

    /// <summary>The id of the merge commit; null as long as nothing has reached the target.</summary>
    public string? MergeId { get; private set; }

    /// <summary>Whether the merge was requested and no response came: it may have been done; the target's log shows it.</summary>
    public bool MayBeMerged { get; private set; }

    /// <summary>Whether the transaction's branch is at the server, or may be.</summary>
    public bool HasBranch { get; private set; }

    /// <summary>
    /// Makes the transaction's branch. Uncommitted changes of the target, which would stop the merge in the end
    /// (rest-merge #58), are an error here; those of an outer transaction are committed on its branch first.
    /// </summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>A task that ends when work can begin.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeBranchDirty</c>, the target does not exist or is not a branch, or the server refused.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_outer is not null)
        {
            await _outer.CommitAsync(allowEmpty: false, cancellationToken).ConfigureAwait(false);
        }
        else if (await new LakeChanges(Connection).AnyAsync(Repository, Branch, cancellationToken).ConfigureAwait(false))
        {
            throw TargetDirty();
        }

        BranchRequest branch = new() { Source = Branch, Hidden = !_request.Visible };
        HasBranch = true;
        await RepeatAsync(
            async tried =>
            {
                try
                {
                    await _branches.CreateAsync(Repository, Ref, branch, cancellationToken).ConfigureAwait(false);
                }
                catch (LakeS3Exception exists) when (ErrorCatalog.BranchExists.Is(exists) && tried > 0)
                {
                    // Of the try before, whose response was lost: nobody else makes this name.
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Commits what is uncommitted on the transaction's branch and merges it. That the target has moved on meanwhile does
    /// not matter where the same keys were not changed. After a lost response it finds out what was done before it goes on.
    /// </summary>
    /// <param name="cancellationToken">Stops the calls. Stopped while the merge is under way, the merge may be done or not; it is never done in part.</param>
    /// <returns>The merge commit.</returns>
    /// <exception cref="LakeS3Exception">
    /// <c>LakeMergeConflict</c>, with the keys in <see cref="LakeS3Exception.Keys"/>. <c>LakeNothingToCommit</c>: nothing was
    /// changed. <c>LakeBranchDirty</c>, <c>LakeHookFailed</c>, or the server refused. Nothing was merged unless
    /// <see cref="MergeId"/> or <see cref="MayBeMerged"/> says so.
    /// </exception>
    public async Task<LakeCommit> CompleteAsync(CancellationToken cancellationToken)
    {
        await CommitAsync(_request.AllowEmpty, cancellationToken).ConfigureAwait(false);
        try
        {
            await RepeatAsync(
                async tried => MergeId = await MergeAsync(mayBeDone: tried > 0, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception) when (MayBeMerged && !cancellationToken.IsCancellationRequested)
        {
            MergeId = await TryFindMergeAsync(cancellationToken).ConfigureAwait(false);
            if (MergeId is null)
            {
                throw;
            }
        }

        MayBeMerged = false;
        return await _commits.GetAsync(Repository, MergeId!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the transaction's branch, with whatever is on it; what was merged stays.</summary>
    /// <param name="cancellationToken">Stops the calls. Not the token that stopped the work.</param>
    /// <returns>A task that ends when the branch is gone.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached; the branch may still be there.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (!HasBranch)
        {
            return;
        }

        await RepeatAsync(
            async _ =>
            {
                try
                {
                    await _branches.DeleteAsync(Repository, Ref, force: true, cancellationToken).ConfigureAwait(false);
                }
                catch (LakeS3Exception gone) when (ErrorCatalog.BranchNotFound.Is(gone))
                {
                    // Never made, or removed by a try whose response was lost.
                }
            },
            cancellationToken).ConfigureAwait(false);
        HasBranch = false;
    }

    /// <inheritdoc/>
    public override string ToString() => Ref;

    // Names its purpose, branch and time, for those who find one left by a killed process.
    private static string NameFor(string branch) => string.Format(
        CultureInfo.InvariantCulture,
        "tx-{0}-{1:yyyyMMdd-HHmmss}-{2}",
        branch.Length > LongestTargetInName ? branch.Substring(0, LongestTargetInName) : branch,
        DateTime.UtcNow,
        Guid.NewGuid().ToString("N").Substring(0, 12));

    private Task CommitAsync(bool allowEmpty, CancellationToken cancellationToken)
    {
        CommitRequest request = new() { Message = _request.Message, Metadata = _request.Metadata, AllowEmpty = allowEmpty };
        return RepeatAsync(
            async _ =>
            {
                try
                {
                    await _commits.CommitAsync(Repository, Ref, request, cancellationToken).ConfigureAwait(false);
                }
                catch (LakeS3Exception nothing) when (ErrorCatalog.NothingToCommit.Is(nothing))
                {
                    // For the merge to judge: the work may have committed by itself, and a commit whose response was lost
                    // leaves nothing either.
                }
            },
            cancellationToken);
    }

    private async Task<string> MergeAsync(bool mayBeDone, CancellationToken cancellationToken)
    {
        if (mayBeDone && await FindMergeAsync(cancellationToken).ConfigureAwait(false) is string done)
        {
            return done;
        }

        MergeRequest request = new()
        {
            Message = _request.Message,
            Metadata = _request.Metadata,
            Strategy = _request.Strategy,
            AllowEmpty = _request.AllowEmpty,
        };
        try
        {
            MayBeMerged = true;
            return await new LakeMerges(Connection).MergeAsync(Repository, Ref, Branch, request, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception nothing) when (ErrorCatalog.NothingToMerge.Is(nothing))
        {
            // Or the merge of the try before was done while this one waited for it.
            MayBeMerged = false;
            return (mayBeDone ? await FindMergeAsync(cancellationToken).ConfigureAwait(false) : null) ?? throw VersioningErrors.NothingInTransaction(ErrorFacts.Of(nothing) with { Repository = Repository, Ref = Branch });
        }
        catch (LakeS3Exception refusal) when (refusal.StatusCode is not null && refusal.Reason != LakeErrorReason.OutcomeUnknown)
        {
            MayBeMerged = false;
            throw ErrorCatalog.MergeConflict.Is(refusal) ? VersioningErrors.TransactionConflict(refusal) : refusal;
        }
    }

    private async Task<string?> TryFindMergeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FindMergeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception)
        {
            // Report the earlier failure, and that the outcome is unknown.
            return null;
        }
    }

    /// <summary>The merge commit that a request made whose response was lost; null if it made none.</summary>
    private async Task<string?> FindMergeAsync(CancellationToken cancellationToken)
    {
        LakeCommit merged = await _commits.GetAsync(Repository, Ref, cancellationToken).ConfigureAwait(false);
        await foreach (LakeCommit commit in _commits
            .LogAsync(Repository, Branch, new LogOptions { Since = merged.CreationDate, FirstParent = true }, cancellationToken).ConfigureAwait(false))
        {
            if (commit.Parents.Contains(merged.Id))
            {
                return commit.Id;
            }
        }

        return null;
    }

    // What changes something is sent once by itself, because a lost response leaves the outcome unknown. Here it
    // can be sent again: the branch is nobody else's, and each step knows what the one before may have done.
    private async Task RepeatAsync(Func<int, Task> step, CancellationToken cancellationToken)
    {
        for (int tried = 0; ; tried++)
        {
            try
            {
                await step(tried).ConfigureAwait(false);
                return;
            }
            catch (LakeS3Exception failure) when (!cancellationToken.IsCancellationRequested
                && failure.InnerException is Exception reason && _retries.Allows(reason, tried))
            {
                await _retries.PauseAsync(reason, tried, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private LakeS3Exception TargetDirty() => VersioningErrors.TransactionTargetDirty(
        new ErrorFacts { Endpoint = Connection.EndpointUrl, Repository = Repository, Ref = Branch });
}
