using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>One source of an import.</summary>
/// <param name="Url">The storage's address of it.</param>
/// <param name="Destination">The key, or what keys begin with.</param>
/// <param name="IsObject">Whether it is one object, and no prefix.</param>
internal sealed record ImportSource(string Url, string Destination, bool IsObject);

/// <summary>
/// Takes files of a folder into a branch, as lakeFS does with objects of its storage: what was below the destinations
/// is replaced, and all is committed at once.
/// </summary>
/// <param name="store">Keeps the contents, of which lakeFS itself would make no copy.</param>
/// <param name="folder">The folder that stands for the storage.</param>
/// <param name="scheme">What addresses of the storage begin with: <c>mem://</c>. What follows is the path below the folder, or the full one.</param>
/// <param name="perObject">How long each object takes.</param>
/// <param name="approve">What is to be done before the commit is the branch's; it may throw <see cref="ImportRefusedException"/>.</param>
/// <param name="committed">What is to be done once it is, before the import counts as complete.</param>
internal sealed class Importer(
    RepositoryStore store, string folder, string scheme, TimeSpan perObject, Func<BranchState, Task> approve, Action<Commit> committed)
{
    private const string UnknownScheme = "invalid storage scheme";

    // In the repository's metadata, where lakeFS 1.84 writes down when it last imported.
    private const string LastImportKey = ".lakefs.last.import.timestamp";

    // Those that lakeFS knows.
    private static readonly string[] Schemes = ["s3", "gs", "local", "mem", "http", "https", "transient"];

    private readonly ImportFolder _folder = new(folder);

    /// <summary>Does the import; how it ended is in the job.</summary>
    public async Task RunAsync(
        ImportJob job, Repository repository, Branch branch, IReadOnlyList<ImportSource> sources, CommitDescription description)
    {
        try
        {
            List<ObjectEntry> entries = [];
            foreach ((string file, string key) in sources.SelectMany(FilesOf))
            {
                await Task.Delay(perObject, job.Stopping).ConfigureAwait(false);
                entries.Add(await ReadAsync(file, key, job.Stopping).ConfigureAwait(false));
                job.Set(new ImportState(entries.Count, store.Now));
            }

            Commit commit = await History.ImportAsync(
                repository,
                branch,
                [.. sources.Select(source => source.Destination)],
                entries,
                description,
                (state, _) => approve(state)).ConfigureAwait(false);
            repository.Settings.AddMetadata(
                [KeyValuePair.Create(LastImportKey, commit.CreationDate.ToString(CultureInfo.InvariantCulture))]);
            committed(commit);
            job.Set(new ImportState(entries.Count, store.Now, commit));
        }
        catch (OperationCanceledException)
        {
            // The request that stopped it recorded so.
        }
        catch (HistoryException refusal)
        {
            string reason = refusal.Error == HistoryError.Dirty ? $"{branch.Name}: uncommitted changes (dirty branch)" : "branch not found";
            job.Set(new ImportState(job.State.Ingested, store.Now, Error: $"merge import: {reason}"));
        }
        catch (ImportRefusedException refusal)
        {
            job.Set(new ImportState(job.State.Ingested, store.Now, Error: $"merge import: update branch {branch.Name}: {refusal.Message}"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            job.Set(new ImportState(job.State.Ingested, store.Now, Error: $"error on ingest: {problem.Message}"));
        }
    }

    private async Task<ObjectEntry> ReadAsync(string file, string key, CancellationToken stop)
    {
        await using FileStream content = File.OpenRead(file);
        StoredContent stored = await store.Contents.WriteAsync(content, content.Length, stop).ConfigureAwait(false);
        return new ObjectEntry
        {
            Key = key,
            Content = stored.Content,
            ETag = stored.Md5,
            LastModified = File.GetLastWriteTimeUtc(file),
        };
    }

    /// <summary>The files of a source, and the keys they get.</summary>
    private IEnumerable<(string File, string Key)> FilesOf(ImportSource source)
    {
        string path = PathOf(source);
        if (!source.IsObject && path.Length > 0 && _folder.IsFolder(path))
        {
            path = path.TrimEnd('/') + "/";
        }

        // Of a prefix that is no folder, keys get what follows its last slash, as with lakeFS on S3.
        int folder = path.LastIndexOf('/') + 1;
        List<(string File, string Key)> files = source.IsObject
            ? [(_folder.FileOf(path), source.Destination)]
            : [.. _folder.FilesBelow(path)
                .Where(item => !IsHidden(item.Name[folder..]))
                .Select(item => (item.File, PrefixOf(source.Destination) + item.Name[folder..]))
                .OrderBy(item => item.Item2, ObjectKeyComparer.Instance)];
        return files.TrueForAll(item => File.Exists(item.File)) && (files.Count > 0 || _folder.IsFolder(path))
            ? files
            : throw new InvalidDataException($"lstat {source.Url[scheme.Length..].TrimEnd('/')}: no such file or directory");
    }

    /// <summary>Hidden files are left out, and what is in hidden folders, as with lakeFS 1.84 unless it is configured otherwise.</summary>
    private static bool IsHidden(string name) => name.StartsWith('.') || name.Contains("/.", StringComparison.Ordinal);

    /// <summary>A destination is a folder, also without a slash at its end, as with lakeFS 1.84.</summary>
    private static string PrefixOf(string destination) =>
        destination.Length == 0 || destination.EndsWith('/') ? destination : destination + "/";

    // lakeFS looks at an address when the import has begun; until then any will do.
    private string PathOf(ImportSource source)
    {
        string named = source.Url.Contains("://", StringComparison.Ordinal) ? source.Url[..source.Url.IndexOf("://", StringComparison.Ordinal)] : string.Empty;
        string? path = source.Url.StartsWith(scheme, StringComparison.Ordinal) ? _folder.PathBelow(source.Url[scheme.Length..]) : null;
        string problem = source.Url.StartsWith(scheme, StringComparison.Ordinal)
            ? ImportFolder.LeadsUp(source.Url[scheme.Length..]) ? "bad path traversal blocked" : "forbidden"
            : Schemes.Contains(named) ? $"expected storage type {scheme.TrimEnd(':', '/')}: invalid address" : $"{UnknownScheme} {named}: invalid address";
        return path ?? throw new InvalidDataException($"creating object-store walker on path {source.Url}: {problem}");
    }
}
