using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;

namespace LakeFS.S3.Transactions;

/// <summary>
/// Does a transaction's steps again where the server could not be reached or failed for a while. A call that changes
/// something is otherwise sent once, because a lost response does not tell whether it was done. Here it can be sent again:
/// the branch belongs to the transaction alone, and each step knows what the one before may have done.
/// </summary>
internal sealed class TransactionRetries(RetryPolicy policy)
{
    /// <summary>Does a step until it succeeds or fails for a reason that stays.</summary>
    /// <param name="step">What is done; it gets the number of attempts before this one.</param>
    /// <param name="cancellationToken">Ends the waiting between two attempts.</param>
    public async Task RunAsync(Func<int, Task> step, CancellationToken cancellationToken)
    {
        RetryBudget budget = policy.Begin();
        for (int tried = 0; ; tried++)
        {
            try
            {
                await step(tried).ConfigureAwait(false);
                return;
            }
            catch (LakeS3Exception failure) when (!cancellationToken.IsCancellationRequested
                && failure.InnerException is Exception reason && budget.Allows(reason))
            {
                await budget.PauseAsync(reason, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
