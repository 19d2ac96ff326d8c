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
/// Imports: the server takes objects of its own storage into a branch without a copy, and commits them. The way to
/// bring in more than one machine can carry.
/// </summary>
public sealed class LakeImports
{
    // The server notes an import's progress about once a second.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    // lakeFS 1.84 looks once a second whether an import is to stop (pkg/catalog/import.go).
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(1.5);

    // What tells an import's commit: lakeFS writes it, otherwise only into merges, which have two parents.
    private const string StrategyKey = ".lakefs.merge.strategy";

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeImports(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>Starts an import; it goes on at the server whatever becomes of the caller. Sent once.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch it commits to.</param>
    /// <param name="request">What is imported.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The import's id.</returns>
    /// <exception cref="LakeS3Exception">The storage does not support imports, a source is not usable, the branch does not exist, or the server refused.</exception>
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
    /// <param name="branch">The branch it commits to.</param>
    /// <param name="importId">Its id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The import.</returns>
    /// <exception cref="LakeS3Exception">The server does not know it, or refused.</exception>
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

    /// <summary>Waits until an import has ended. Who stops waiting does not stop the import.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch it commits to.</param>
    /// <param name="importId">Its id.</param>
    /// <param name="progress">Receives the status each time the server is polled; may be null.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The import with its commit.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeImportFailed</c>, or the server refused.</exception>
    public async Task<LakeImport> WaitAsync(
        string repository, string branch, string importId, IProgress<LakeImport>? progress, CancellationToken cancellationToken)
    {
        for (TimeSpan wait = ShortestWait; ; wait = Next(wait))
        {
            LakeImport import = await GetAsync(repository, branch, importId, cancellationToken).ConfigureAwait(false);
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
    /// Imports, and waits for the end; who stops waiting tells the server to stop the import. One that ends within the next
    /// second is still committed.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch it commits to.</param>
    /// <param name="request">What is imported.</param>
    /// <param name="progress">Receives the status each time the server is polled; may be null.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The import with its commit.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeImportFailed</c>, or the server refused.</exception>
    public async Task<LakeImport> RunAsync(
        string repository, string branch, ImportRequest request, IProgress<LakeImport>? progress, CancellationToken cancellationToken)
    {
        string id = await StartAsync(repository, branch, request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await WaitAsync(repository, branch, id, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            using CancellationTokenSource timeout = new(StopTimeout);
            try
            {
                await TellToStopAsync(repository, branch, id, timeout.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is LakeS3Exception or OperationCanceledException)
            {
                // It ended first, or can't be stopped any more; the caller who gave up is not to wait for it.
            }

            throw;
        }
    }

    /// <summary>
    /// Stops an import, and watches its branch until nothing can come of it any more, which takes 1.5 seconds: one that ends
    /// before lakeFS looks whether it is to stop is committed, while <see cref="GetAsync"/> tells that it was stopped.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch it would commit to.</param>
    /// <param name="importId">Its id.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>A task that ends when nothing of the import was committed.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeImportEnded</c>: too late. Or the server does not know it, or refused.</exception>
    public async Task StopAsync(string repository, string branch, string importId, CancellationToken cancellationToken)
    {
        // At that time it had not ended. It may have since: that too is noted once a second.
        LakeImport import = await GetAsync(repository, branch, importId, cancellationToken).ConfigureAwait(false);
        await TellToStopAsync(repository, branch, importId, cancellationToken).ConfigureAwait(false);
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan looked;
        do
        {
            await Task.Delay(ShortestWait, cancellationToken).ConfigureAwait(false);
            looked = watch.Elapsed;
            if (await FindCommitAsync(import, cancellationToken).ConfigureAwait(false) is LakeCommit commit)
            {
                throw VersioningErrors.ImportCommitted(FactsOf(import), commit.Id);
            }
        }
        while (looked < TimeToStop);
    }

    // A commit as the import makes one, and not older than what is known of it.
    private async Task<LakeCommit?> FindCommitAsync(LakeImport import, CancellationToken cancellationToken)
    {
        LogOptions since = new() { FirstParent = true, Since = import.UpdateTime, First = 10 };
        await foreach (LakeCommit commit in new LakeCommits(_connection).LogAsync(import.Repository, import.Ref, since, cancellationToken).ConfigureAwait(false))
        {
            if (commit.Parents.Length == 1 && commit.Metadata.ContainsKey(StrategyKey))
            {
                return commit;
            }
        }

        return null;
    }

    private ErrorFacts FactsOf(LakeImport import) => new() { Endpoint = _connection.EndpointUrl, Repository = import.Repository, Ref = import.Ref };

    private Task TellToStopAsync(string repository, string branch, string importId, CancellationToken cancellationToken) => _rest.SendAsync(
        new RestCall(RestOperation.StopImport, repository, branch), HttpMethod.Delete, PathOf(repository, branch).With("id", importId), cancellationToken);

    private static RestPath PathOf(string repository, string branch) => new("repositories", repository, "branches", branch, "import");

    private static TimeSpan Next(TimeSpan wait) => TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));

    private static ImportLocationModel ModelOf(ImportSource source) => new()
    {
        Type = source.IsObject ? "object" : "common_prefix",
        Path = source.Url,
        Destination = source.Destination,
    };
}
