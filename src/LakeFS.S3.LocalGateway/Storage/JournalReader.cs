using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Makes repositories of a journal.</summary>
/// <param name="store">Where to; empty at the beginning.</param>
/// <param name="contents">Where the contents are.</param>
/// <param name="journal">Where later changes of the repositories are written down; null if there will be none.</param>
internal sealed class JournalReader(RepositoryStore store, FileContentStore contents, Journal? journal)
{
    /// <summary>Reads all lines.</summary>
    /// <param name="lines">The journal, from its beginning.</param>
    /// <param name="length">How many bytes to read; they are whole lines, save perhaps the last.</param>
    /// <returns>The number of bytes that are whole lines.</returns>
    /// <exception cref="InvalidDataException">A line is not the journal's.</exception>
    public long Read(Stream lines, long length)
    {
        long whole = 0;
        int number = 0;
        BufferedStream buffered = new(lines, 64 * 1024);
        using MemoryStream line = new();
        int next;
        while (whole < length && (next = buffered.ReadByte()) >= 0)
        {
            if (next != '\n')
            {
                line.WriteByte((byte)next);
                continue;
            }

            number++;
            whole += line.Length + 1;
            Apply(line, number);
            line.SetLength(0);
        }

        return whole;
    }

    private void Apply(MemoryStream line, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line.GetBuffer().AsMemory(0, (int)line.Length));
            Apply(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"Line {number} of the journal is not understood: {problem.Message}", problem);
        }
    }

    private void Apply(JsonElement json)
    {
        string id = json.GetProperty("repository").GetString()!;
        string kind = json.GetProperty(Journal.Event).GetString()!;
        if (kind == "repository")
        {
            store.Restore(ReadRepository(id, json));
            return;
        }

        if (kind == "namespaceUsed")
        {
            store.RestoreNamespace(id);
            return;
        }

        if (store.Find(id) is not { } repository)
        {
            // What was under way when the repository was deleted.
            return;
        }

        switch (kind)
        {
            case "repositoryDeleted":
                store.RestoreDeletion(id);
                break;
            case "settings":
                repository.Settings.Restore(JournalFormat.ReadSettings(json));
                break;
            case "pull":
                repository.PullRequests.Restore(JournalFormat.ReadPullRequest(json));
                break;
            case "commit":
                repository.Restore(ReadCommit(json, repository));
                break;
            case "branch":
                Commit head = RequireCommit(repository, json.GetProperty("head"));
                repository.RestoreBranch(
                    json.GetProperty("name").GetString()!,
                    head,
                    json.GetProperty("hidden").GetBoolean(),
                    JournalFormat.ReadChanges(json, head.Snapshot, contents));
                break;
            case "branchDeleted":
                repository.RestoreBranchDeletion(json.GetProperty("name").GetString()!);
                break;
            case "tag":
                repository.RestoreTag(
                    json.GetProperty("name").GetString()!, RequireCommit(repository, json.GetProperty("commit")));
                break;
            case "tagDeleted":
                repository.RestoreTag(json.GetProperty("name").GetString()!, null);
                break;
            case "put":
                ObjectEntry entry = JournalFormat.ReadEntry(json.GetProperty("entry"), contents);
                RestoreWorking(repository, json, working => working.With(entry));
                break;
            case "delete":
                string key = json.GetProperty("key").GetString()!;
                RestoreWorking(repository, json, working => working.Without(key));
                break;
            case "upload":
                repository.Uploads.Restore(new MultipartUpload(
                    json.GetProperty("id").GetString()!,
                    json.GetProperty("key").GetString()!,
                    json.GetProperty("type").GetString()!,
                    JournalFormat.ReadMap(json, "metadata")));
                break;
            case "part":
                // A part may have been under way when its upload ended.
                repository.Uploads.Find(json.GetProperty("id").GetString()!)?.Add(new UploadedPart(
                    json.GetProperty("number").GetInt32(),
                    JournalFormat.ReadContent(json.GetProperty("content"), contents),
                    json.GetProperty("etag").GetString()!,
                    JournalFormat.ReadTime(json, "modified")));
                break;
            case "uploadEnded":
                repository.Uploads.RestoreEnd(json.GetProperty("id").GetString()!);
                break;
            default:
                throw new InvalidOperationException($"there is no event {kind}");
        }
    }

    private Repository ReadRepository(string id, JsonElement json) => new(
        id,
        json.GetProperty("namespace").GetString()!,
        json.GetProperty("default").GetString()!,
        json.GetProperty("readOnly").GetBoolean(),
        JournalFormat.ReadTime(json, "created"),
        ReadCommit(json, null),
        journal);

    private Commit ReadCommit(JsonElement json, Repository? repository)
    {
        List<Commit> parents =
            [.. json.GetProperty("parents").EnumerateArray().Select(parent => RequireCommit(repository!, parent))];
        return new Commit
        {
            Id = json.GetProperty("id").GetString()!,
            Committer = json.GetProperty("committer").GetString()!,
            Message = json.GetProperty("message").GetString()!,
            CreationDate = json.GetProperty("date").GetInt64(),
            Generation = json.GetProperty("generation").GetInt32(),
            MetaRangeId = json.GetProperty("metaRange").GetString()!,
            Metadata = JournalFormat.ReadMap(json, "metadata"),
            Parents = parents,
            Snapshot = JournalFormat.ReadChanges(
                json, parents.Count > 0 ? parents[0].Snapshot : Snapshot.Empty, contents),
        };
    }

    private static Commit RequireCommit(Repository repository, JsonElement id) =>
        repository.FindCommit(id.GetString()!)
            ?? throw new InvalidOperationException($"there is no commit {id.GetString()}");

    private static void RestoreWorking(Repository repository, JsonElement json, Func<Snapshot, Snapshot> change)
    {
        Branch branch = repository.FindBranch(json.GetProperty("branch").GetString()!)
            ?? throw new InvalidOperationException("there is no such branch");
        branch.State = branch.State with { Working = change(branch.State.Working) };
    }
}
