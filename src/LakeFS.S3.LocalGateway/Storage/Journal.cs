using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// Writes every change down, a line of JSON each; <see cref="JournalReader"/> makes the repositories of it again. A change
/// is written down before it is made, so that one that can't be written isn't made.
/// </summary>
/// <param name="file">Where the lines go.</param>
internal sealed class Journal(JournalFile file) : IDisposable
{
    /// <summary>The member that says what happened.</summary>
    public const string Event = "event";

    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _lines = new();

    public void RepositoryCreated(Repository repository) => Write("repository", repository.Id, json =>
    {
        json.WriteString("namespace", repository.StorageNamespace);
        json.WriteString("default", repository.DefaultBranch);
        json.WriteBoolean("readOnly", repository.IsReadOnly);
        json.WriteNumber("created", repository.CreationDate.ToUnixTimeMilliseconds());
        WriteCommit(json, repository.First);
    });

    public void RepositoryDeleted(string id) => Write("repositoryDeleted", id, _ => { });

    /// <summary>A namespace that belonged to a repository which was deleted: no other may have it.</summary>
    public void NamespaceUsed(string storageNamespace) => Write("namespaceUsed", storageNamespace, _ => { });

    public void SettingsChanged(Repository repository, SettingsState settings) =>
        Write("settings", repository.Id, json => JournalFormat.WriteSettings(json, settings));

    public void PullRequestSet(Repository repository, PullRequest pull) =>
        Write("pull", repository.Id, json => JournalFormat.WritePullRequest(json, pull));

    public void CommitAdded(Repository repository, Commit commit) =>
        Write("commit", repository.Id, json => WriteCommit(json, commit));

    public void BranchSet(Repository repository, Branch branch, BranchState state) => Write("branch", repository.Id, json =>
    {
        json.WriteString("name", branch.Name);
        json.WriteString("head", state.Head.Id);
        json.WriteBoolean("hidden", branch.IsHidden);
        JournalFormat.WriteChanges(json, state.Head.Snapshot, state.Working);
    });

    public void BranchDeleted(Repository repository, string name) =>
        Write("branchDeleted", repository.Id, json => json.WriteString("name", name));

    public void TagSet(Repository repository, string name, Commit commit) => Write("tag", repository.Id, json =>
    {
        json.WriteString("name", name);
        json.WriteString("commit", commit.Id);
    });

    public void TagDeleted(Repository repository, string name) =>
        Write("tagDeleted", repository.Id, json => json.WriteString("name", name));

    public void EntryPut(Repository repository, Branch branch, ObjectEntry entry) => Write("put", repository.Id, json =>
    {
        json.WriteString("branch", branch.Name);
        json.WritePropertyName("entry");
        JournalFormat.WriteEntry(json, entry);
    });

    public void EntriesDeleted(Repository repository, Branch branch, IReadOnlyList<string> keys)
    {
        lock (_gate)
        {
            foreach (string key in keys)
            {
                Append("delete", repository.Id, json =>
                {
                    json.WriteString("branch", branch.Name);
                    json.WriteString("key", key);
                });
            }

            WriteAppended();
        }
    }

    public void UploadAdded(Repository repository, MultipartUpload upload) => Write("upload", repository.Id, json =>
    {
        json.WriteString("id", upload.Id);
        json.WriteString("key", upload.Key);
        json.WriteString("type", upload.ContentType);
        JournalFormat.WriteMap(json, "metadata", upload.Metadata);
    });

    public void PartAdded(Repository repository, MultipartUpload upload, UploadedPart part) =>
        Write("part", repository.Id, json =>
        {
            json.WriteString("id", upload.Id);
            json.WriteNumber("number", part.Number);
            json.WriteString("etag", part.ETag);
            json.WriteNumber("modified", part.LastModified.ToUnixTimeMilliseconds());
            json.WritePropertyName("content");
            JournalFormat.WriteContent(json, part.Content);
        });

    public void UploadEnded(Repository repository, MultipartUpload upload) =>
        Write("uploadEnded", repository.Id, json => json.WriteString("id", upload.Id));

    /// <summary>Waits until all that was written down is on the disk.</summary>
    public Task FlushAsync() => file.FlushAsync();

    public void Dispose() => file.Dispose();

    private static void WriteCommit(Utf8JsonWriter json, Commit commit)
    {
        json.WriteString("id", commit.Id);
        json.WriteString("committer", commit.Committer);
        json.WriteString("message", commit.Message);
        json.WriteNumber("date", commit.CreationDate);
        json.WriteNumber("generation", commit.Generation);
        json.WriteString("metaRange", commit.MetaRangeId);
        JournalFormat.WriteMap(json, "metadata", commit.Metadata);
        json.WriteStartArray("parents");
        foreach (Commit parent in commit.Parents)
        {
            json.WriteStringValue(parent.Id);
        }

        json.WriteEndArray();
        JournalFormat.WriteChanges(
            json, commit.Parents.Count > 0 ? commit.Parents[0].Snapshot : Snapshot.Empty, commit.Snapshot);
    }

    private void Write(string kind, string repository, Action<Utf8JsonWriter> writeMembers)
    {
        lock (_gate)
        {
            Append(kind, repository, writeMembers);
            WriteAppended();
        }
    }

    private void Append(string kind, string repository, Action<Utf8JsonWriter> writeMembers)
    {
        using (Utf8JsonWriter json = new(_lines, Compact))
        {
            json.WriteStartObject();
            json.WriteString(Event, kind);
            json.WriteString("repository", repository);
            writeMembers(json);
            json.WriteEndObject();
        }

        _lines.GetSpan(1)[0] = (byte)'\n';
        _lines.Advance(1);
    }

    private void WriteAppended()
    {
        try
        {
            file.Append(_lines.WrittenSpan);
        }
        finally
        {
            _lines.ResetWrittenCount();
        }
    }
}
