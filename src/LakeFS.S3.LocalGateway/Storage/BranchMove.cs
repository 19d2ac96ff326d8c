using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Takes a branch to another commit, or drops its uncommitted changes.</summary>
internal static class BranchMove
{
    /// <summary>
    /// Makes a commit of a branch's state and takes the branch there. No lock is held meanwhile: where the branch has got
    /// another commit by then, all is done again, and what was written in the meantime stays uncommitted.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="before">What is to be done with the state first, and may refuse it.</param>
    /// <param name="approve">What is to be done with the commit before it is the branch's, and may refuse it.</param>
    /// <param name="makeCommit">Makes the commit.</param>
    /// <exception cref="HistoryException">The branch is gone, or what <paramref name="makeCommit"/> throws.</exception>
    public static async Task<Commit> ToCommitAsync(
        Repository repository,
        Branch branch,
        Func<BranchState, Task>? before,
        Func<BranchState, Commit, Task>? approve,
        Func<BranchState, Commit> makeCommit)
    {
        while (true)
        {
            BranchState state = branch.State;
            if (before is not null)
            {
                await before(state).ConfigureAwait(false);
            }

            Commit commit = makeCommit(state);
            if (approve is not null)
            {
                await approve(state, commit).ConfigureAwait(false);
            }

            BranchState? moved = repository.Move(branch, current => current.Head == state.Head
                ? new BranchState(
                    commit, commit.Snapshot.With(SnapshotDiff.Compare(state.Working, current.Working, isExact: true)))
                : null);
            if (moved is not null)
            {
                return commit;
            }

            if (branch.IsDeleted)
            {
                throw new HistoryException(HistoryError.BranchNotFound);
            }
        }
    }

    /// <summary>Drops the uncommitted changes of the keys that a filter takes.</summary>
    /// <exception cref="HistoryException">The branch is gone.</exception>
    public static void Reset(Repository repository, Branch branch, Func<string, bool> filter) =>
        RequireBranch(repository.Move(branch, state => state with
        {
            Working = state.Head.Snapshot.With(Uncommitted(state).Where(change => !filter(change.Key))),
        }));

    /// <summary>Takes a branch to another commit. Uncommitted changes stay on it (rest-reset #28).</summary>
    /// <exception cref="HistoryException">The branch is gone.</exception>
    public static void HardReset(Repository repository, Branch branch, Commit commit) =>
        RequireBranch(repository.Move(branch, state => new BranchState(commit, commit.Snapshot.With(Uncommitted(state)))));

    private static IEnumerable<SnapshotChange> Uncommitted(BranchState state) =>
        SnapshotDiff.Compare(state.Head.Snapshot, state.Working);

    private static void RequireBranch(BranchState? moved)
    {
        if (moved is null)
        {
            throw new HistoryException(HistoryError.BranchNotFound);
        }
    }
}
