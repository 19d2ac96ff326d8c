using System;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The status of an import, at one moment.</summary>
/// <param name="Ingested">How many objects were taken in.</param>
/// <param name="Updated">When this was so.</param>
/// <param name="Commit">The commit, when it is done.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
internal sealed record ImportState(long Ingested, DateTimeOffset Updated, Commit? Commit = null, string? Error = null)
{
    public bool HasEnded => Commit is not null || Error is not null;
}

/// <summary>An import that is under way, or was.</summary>
internal sealed class ImportJob(string id, DateTimeOffset now) : IDisposable
{
    /// <summary>What lakeFS says of an import that was stopped.</summary>
    private const string Canceled = "Canceled";

    // So often lakeFS looks whether an import is to stop. One that ends before is committed.
    private static readonly TimeSpan StopInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();

    public string Id => id;

    public ImportState State { get; private set; } = new(0, now);

    /// <summary>Ends the import's work.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Records the status of the import, unless it has ended.</summary>
    public void Set(ImportState state)
    {
        lock (_gate)
        {
            if (!State.HasEnded)
            {
                State = state;
            }
        }
    }

    /// <summary>Stops the import; false if it is complete. One that failed counts as stopped from then on, as with lakeFS.</summary>
    public bool Stop(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (State.Commit is not null)
            {
                return false;
            }

            State = State with { Updated = at, Error = Canceled };
        }

        _stop.CancelAfter(StopInterval);
        return true;
    }

    public void Dispose() => _stop.Dispose();
}
