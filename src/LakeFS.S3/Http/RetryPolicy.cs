using System;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>How often and how long a connection's requests are retried; the same for every kind of request.</summary>
internal sealed class RetryPolicy
{
    /// <summary>
    /// The default number of retries. With the delays of <see cref="RetryBudget"/> they span at least 37 seconds, in which a
    /// server restarts.
    /// </summary>
    public const int DefaultMaxRetries = 10;

    /// <summary>
    /// Retries of a request that somebody waits for at a prompt, where mostly a typing error is what fails: with their delays
    /// they take less than a second.
    /// </summary>
    public const int MaxInteractiveRetries = 2;

    private readonly RetryClock _clock;

    /// <param name="maxRetries">The maximum number of retries.</param>
    /// <param name="clock">The clock; null for the machine's.</param>
    public RetryPolicy(int maxRetries, RetryClock? clock = null)
    {
        MaxRetries = maxRetries;
        _clock = clock ?? RetryClock.System;
    }

    /// <summary>The maximum number of retries.</summary>
    public int MaxRetries { get; }

    /// <summary>The same with another number of retries.</summary>
    public RetryPolicy With(int maxRetries) => new(maxRetries, _clock);

    /// <summary>Begins to count the attempts of one request.</summary>
    /// <param name="isSentOnce">Whether the request must not be sent again if it may have been executed. It is then only
    /// retried if it certainly was not.</param>
    public RetryBudget Begin(bool isSentOnce = false) => new(MaxRetries, isSentOnce, _clock);

    /// <summary>Runs an operation until it succeeds or fails permanently.</summary>
    /// <param name="attempt">The operation.</param>
    /// <param name="cancellationToken">Cancels the wait between two attempts.</param>
    /// <param name="isSentOnce">See <see cref="Begin"/>.</param>
    /// <typeparam name="T">The type of the result.</typeparam>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken, bool isSentOnce = false)
    {
        RetryBudget budget = Begin(isSentOnce);
        RequestTrace.Current = RequestTrace.Current?.ForOneRequest();
        while (true)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && budget.Allows(failure))
            {
                await budget.PauseAsync(failure, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
