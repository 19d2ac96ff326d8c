using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Transactions;

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
    private readonly LakeTransaction? _outer;
    private readonly TransactionRequest _request;
    private readonly TransactionRetries _retries;
    private readonly TransactionBranch _ownBranch;
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
        _retries = new TransactionRetries(connection.Retry);
        _ownBranch = new TransactionBranch(connection, repository, branch, _retries);
        Connection = connection.WithDefaults(new ConnectionDefaults { Repository = repository, Ref = Ref });
        _request = request;
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
    public string Ref => _ownBranch.Name;

    /// <summary>The connection on which the transaction's branch is meant where no ref is named.</summary>
    public LakeS3Connection Connection { get; }

    /// <summary>The id of the merge commit; null as long as nothing has reached the target.</summary>
    public string? MergeId { get; private set; }

    /// <summary>Whether the merge was requested and no response came: it may have been done; the target's log shows it.</summary>
    public bool MayBeMerged { get; private set; }

    /// <summary>Whether the transaction's branch is at the server, or may be.</summary>
    public bool HasBranch => _ownBranch.Exists;

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

        await _ownBranch.CreateAsync(hidden: !_request.Visible, cancellationToken).ConfigureAwait(false);
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
            await _retries.RunAsync(
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
    public Task EndAsync(CancellationToken cancellationToken) => _ownBranch.RemoveAsync(cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => Ref;

    private Task CommitAsync(bool allowEmpty, CancellationToken cancellationToken) => _ownBranch.CommitAsync(
        new CommitRequest { Message = _request.Message, Metadata = _request.Metadata, AllowEmpty = allowEmpty }, cancellationToken);

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

    private LakeS3Exception TargetDirty() => VersioningErrors.TransactionTargetDirty(
        new ErrorFacts { Endpoint = Connection.EndpointUrl, Repository = Repository, Ref = Branch });
}
