using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;

namespace LakeFS.S3.Versioning;

/// <summary>
/// Requests a change, and looks whether it was made if the response was lost or replaced by a proxy's. A server that was too
/// busy (503) is asked again, because the look tells whether it had begun.
/// </summary>
internal sealed class UnknownOutcome(LakeS3Connection connection, CancellationToken cancellationToken)
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether lakeFS may be working on the change for long after a proxy stopped waiting (504), so that the look is repeated
    /// for as long as the connection's timeout.
    /// </summary>
    public bool MayTakeLong { get; init; }

    /// <summary>Whether the change can be made twice, and so is requested once only.</summary>
    public bool CanBeDoubled { get; init; }

    /// <summary>Requests a change.</summary>
    /// <param name="change">Sends the request.</param>
    /// <param name="look">Returns what the change made; null if it was not made.</param>
    /// <typeparam name="T">What the change makes.</typeparam>
    /// <exception cref="LakeS3Exception">The change was not made, or it can't be found out.</exception>
    public async Task<T> ResolveAsync<T>(Func<Task<T>> change, Func<Task<T?>> look)
        where T : class
    {
        RetryBudget budget = connection.Retry.Begin();
        for (bool isRepeated = false; ; isRepeated = true)
        {
            ServerErrorException busy;
            try
            {
                return await change().ConfigureAwait(false);
            }
            catch (LakeS3Exception failure) when (isRepeated || failure.Reason == LakeErrorReason.OutcomeUnknown || IsBusy(failure))
            {
                if (await FindAsync(failure, look).ConfigureAwait(false) is T found)
                {
                    return found;
                }

                if (!IsBusy(failure))
                {
                    throw;
                }

                busy = (ServerErrorException)failure.InnerException!;
                if (CanBeDoubled || !budget.Allows(busy))
                {
                    throw isRepeated ? StillBusy(failure, busy) : failure;
                }
            }

            await budget.PauseAsync(busy, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Requests the removal of something.</summary>
    /// <param name="remove">Sends the request.</param>
    /// <param name="get">Requests what is removed.</param>
    /// <exception cref="LakeS3Exception">It was not removed, or it can't be found out.</exception>
    public Task RemoveAsync(Func<Task> remove, Func<Task> get) => ResolveAsync(
        async () =>
        {
            await remove().ConfigureAwait(false);
            return string.Empty;
        },
        async () =>
        {
            try
            {
                await get().ConfigureAwait(false);
                return null;
            }
            catch (LakeS3Exception gone) when (gone.Kind == LakeErrorKind.NotFound)
            {
                return string.Empty;
            }
        });

    private async Task<T?> FindAsync<T>(LakeS3Exception failure, Func<Task<T?>> look)
        where T : class
    {
        bool isAwaited = MayTakeLong && failure.StatusCode == HttpStatusCode.GatewayTimeout;
        DateTime end = isAwaited ? DateTime.UtcNow.AddSeconds(connection.TimeoutSeconds) : DateTime.MinValue;
        for (TimeSpan pause = MinPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, MaxPause.Ticks)))
        {
            try
            {
                if (await look().ConfigureAwait(false) is T found)
                {
                    return found;
                }
            }
            catch (LakeS3Exception)
            {
                // The original failure is reported instead.
                return null;
            }

            if (DateTime.UtcNow + pause > end)
            {
                return null;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsBusy(LakeS3Exception failure) => failure.InnerException is ServerErrorException { StatusCode: HttpStatusCode.ServiceUnavailable };

    private static LakeS3Exception StillBusy(LakeS3Exception failure, ServerErrorException busy) =>
        ServerErrors.Throttled(ErrorFacts.Of(failure) with { ServerMessage = busy.IsForeign ? null : busy.Message }, Attempts.Of(busy));
}
