using System;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;
using LakeFS.S3.Rest;

namespace LakeFS.S3;

/// <summary>
/// Imports objects: the server adds objects in its storage to a branch without copying them, and commits them. Useful for
/// more data than one machine can transfer.
/// </summary>
public sealed class LakeImports
{
    // The server updates an import's progress about once a second.
    private static readonly TimeSpan MinPollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(2);

    // lakeFS 1.84 checks once a second whether an import has been canceled (pkg/catalog/import.go).
    private static readonly TimeSpan MaxStopDelay = TimeSpan.FromSeconds(1.5);

    // Identifies an import's commit: otherwise lakeFS sets this only on merges, which have two parents.
    private const string StrategyKey = ".lakefs.merge.strategy";

    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeImports(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>Starts an import, which continues on the server independently of the caller. Not retried.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch to commit to.</param>
    /// <param name="request">The options of the import.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The import's id.</returns>
    /// <exception cref="LakeS3Exception">The storage does not support imports, a source is invalid, the branch does not
    /// exist, or the server rejected the request.</exception>
    public async Task<string> StartAsync(string repository, string branch, ImportRequest request, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(new ObjectAddress(repository, branch, string.Empty));
        ImportStartedModel started = await _rest.PostAsync(
            new RestCall(RestOperation.Import, repository, branch),
            PathOf(repository, branch),
            new ImportCreationModel
            {
                Paths = [.. request.Sources.Select(ModelOf)],
                Commit = new CommitCreationModel { Message = request.Message, Metadata = request.Metadata },
            },
            RestJson.Default.ImportCreationModel,
            RestJson.Default.ImportStartedModel,
            cancellationToken).ConfigureAwait(false);
        return started.Id;
    }

    /// <summary>Gets the status of an import.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch to commit to.</param>
    /// <param name="importId">The import's id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The import.</returns>
    /// <exception cref="LakeS3Exception">The server does not know the import, or rejected the request.</exception>
    public async Task<LakeImport> GetAsync(string repository, string branch, string importId, CancellationToken cancellationToken)
    {
        ImportStatusModel status = await _rest.GetAsync(
            new RestCall(RestOperation.ReadImport, repository, branch), PathOf(repository, branch).With("id", importId), RestJson.Default.ImportStatusModel, cancellationToken)
            .ConfigureAwait(false);
        return new LakeImport(repository, branch, importId)
        {
            Completed = status.Completed,
            ObjectCount = status.IngestedObjects,
            UpdateTime = Utc.Parse(status.UpdateTime),
            Commit = status.Commit is { Id.Length: > 0 } commit ? commit.ToCommit(repository) : null,
            Error = status.Error?.Message,
        };
    }

    /// <summary>Waits until an import has ended. Canceling the wait does not cancel the import.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch to commit to.</param>
    /// <param name="importId">The import's id.</param>
    /// <param name="progress">Receives the status each time the server is polled; may be null.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The import with its commit.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeImportFailed</c>; or <c>LakeImportUnwatched</c>: its status can't be read, and
    /// it may still be running.</exception>
    public async Task<LakeImport> WaitAsync(
        string repository, string branch, string importId, IProgress<LakeImport>? progress, CancellationToken cancellationToken)
    {
        for (TimeSpan wait = MinPollInterval; ; wait = Next(wait))
        {
            LakeImport import = await WatchAsync(repository, branch, importId, cancellationToken).ConfigureAwait(false);
            progress?.Report(import);
            if (import.Error is not null)
            {
                throw VersioningErrors.ImportFailed(FactsOf(import), import.Error);
            }

            if (import.Completed)
            {
                return import;
            }

            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Imports, and waits for the end. Canceling also cancels the import on the server; if it ends within the next second,
    /// it is still committed.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch to commit to.</param>
    /// <param name="request">The options of the import.</param>
    /// <param name="progress">Receives the status each time the server is polled; may be null.</param>
    /// <param name="cancellationToken">Cancels the import.</param>
    /// <returns>The import with its commit.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeImportFailed</c>, or the server rejected the request.</exception>
    public async Task<LakeImport> RunAsync(
        string repository, string branch, ImportRequest request, IProgress<LakeImport>? progress, CancellationToken cancellationToken)
    {
        string id;
        try
        {
            id = await StartAsync(repository, branch, request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled)
        {
            new Leftover(LeftoverKind.Import, repository, branch, string.Empty, string.Empty, "Its start was not answered.").RecordWith(canceled);
            throw;
        }

        try
        {
            return await WaitAsync(repository, branch, id, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled)
        {
            using CancellationTokenSource timeout = new(CleanUpLimit.Timeout);
            try
            {
                await RequestStopAsync(repository, branch, id, timeout.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is LakeS3Exception or OperationCanceledException)
            {
                if (error is not LakeS3Exception ended || !ErrorCatalog.ImportEnded.Is(ended))
                {
                    new Leftover(LeftoverKind.Import, repository, branch, string.Empty, id, CleanUpLimit.ReasonOf(error)).RecordWith(canceled);
                }
            }

            throw;
        }
    }

    private async Task<LakeImport> WatchAsync(string repository, string branch, string importId, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(repository, branch, importId, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception unreadable)
        {
            throw VersioningErrors.ImportUnwatched(
                ErrorFacts.Of(unreadable) with { Repository = repository, Ref = branch, Inner = unreadable }, importId, unreadable.Message);
        }
    }

    /// <summary>
    /// Cancels an import, and checks its branch for 1.5 seconds, until it can no longer be committed: an import that ends
    /// before lakeFS checks for cancellation is committed although <see cref="GetAsync"/> reports it as canceled.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch it would commit to.</param>
    /// <param name="importId">The import's id.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>A task that completes when it is certain that nothing was committed.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeImportEnded</c>: it had already ended. Or the server does not know it, or
    /// rejected the request.</exception>
    public async Task StopAsync(string repository, string branch, string importId, CancellationToken cancellationToken)
    {
        // The status may be up to a second old, so the import may have ended since.
        LakeImport import = await GetAsync(repository, branch, importId, cancellationToken).ConfigureAwait(false);
        await RequestStopAsync(repository, branch, importId, cancellationToken).ConfigureAwait(false);
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan looked;
        do
        {
            await Task.Delay(MinPollInterval, cancellationToken).ConfigureAwait(false);
            looked = watch.Elapsed;
            if (await FindCommitAsync(import, cancellationToken).ConfigureAwait(false) is LakeCommit commit)
            {
                throw VersioningErrors.ImportCommitted(FactsOf(import), commit.Id);
            }
        }
        while (looked < MaxStopDelay);
    }

    // Finds a commit with the properties of an import's commit that is not older than the import's last known status.
    private async Task<LakeCommit?> FindCommitAsync(LakeImport import, CancellationToken cancellationToken)
    {
        LogOptions since = new() { FirstParent = true, Since = import.UpdateTime, First = 10 };
        await foreach (LakeCommit commit in new LakeCommits(_connection).LogAsync(import.Repository, import.Ref, since, cancellationToken).ConfigureAwait(false))
        {
            if (commit.Parents.Count == 1 && commit.Metadata.ContainsKey(StrategyKey))
            {
                return commit;
            }
        }

        return null;
    }

    private ErrorFacts FactsOf(LakeImport import) => new() { Endpoint = _connection.EndpointUrl, Repository = import.Repository, Ref = import.Ref };

    private Task RequestStopAsync(string repository, string branch, string importId, CancellationToken cancellationToken) => _rest.SendAsync(
        new RestCall(RestOperation.StopImport, repository, branch), HttpMethod.Delete, PathOf(repository, branch).With("id", importId), cancellationToken);

    private static RestPath PathOf(string repository, string branch) => new("repositories", repository, "branches", branch, "import");

    private static TimeSpan Next(TimeSpan wait) => TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, MaxPollInterval.Ticks));

    private static ImportLocationModel ModelOf(ImportSource source) => new()
    {
        Type = source.IsObject ? "object" : "common_prefix",
        Path = source.Url,
        Destination = source.Destination,
    };
}
