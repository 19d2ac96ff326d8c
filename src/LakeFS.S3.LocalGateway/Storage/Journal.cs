using System;
using System.Buffers;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// Writes every change down, a line of JSON each, at the end of a file; <see cref="JournalReader"/> makes the
/// repositories of it again. An incomplete line, left by a crash, is ignored. Lines go to the operating
/// system at once, so that the end of the process loses nothing; the loss of power might.
/// </summary>
internal sealed class Journal : IDisposable
{
    /// <summary>The member that says what happened.</summary>
    public const string Event = "event";

    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly FileStream _file;

    /// <param name="file">The journal's file, at its end; the journal closes it.</param>
    public Journal(FileStream file)
    {
        _file = file;
    }

    public void RepositoryCreated(Repository repository) => Write("repository", repository.Id, json =>
    {
        json.WriteString("namespace", repository.StorageNamespace);
        json.WriteString("default", repository.DefaultBranch);
        json.WriteBoolean("readOnly", repository.IsReadOnly);
        json.WriteNumber("created", repository.CreationDate.ToUnixTimeMilliseconds());
        WriteCommit(json, repository.First);
    });

    public void RepositoryDeleted(string id) => Write("repositoryDeleted", id, _ => { });

    public void SettingsChanged(Repository repository) => Write("settings", repository.Id, json =>
    {
        JournalFormat.WriteMap(json, "metadata", repository.Settings.Metadata);
        json.WriteStartArray("protected");
        foreach (string pattern in repository.Settings.Protection.Patterns)
        {
            json.WriteStringValue(pattern);
        }

        json.WriteEndArray();
    });

    public void CommitAdded(Repository repository, Commit commit) =>
        Write("commit", repository.Id, json => WriteCommit(json, commit));

    public void BranchSet(Repository repository, Branch branch) => Write("branch", repository.Id, json =>
    {
        BranchState state = branch.State;
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

    public void EntryDeleted(Repository repository, Branch branch, string key) => Write("delete", repository.Id, json =>
    {
        json.WriteString("branch", branch.Name);
        json.WriteString("key", key);
    });

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

    public void Dispose() => _file.Dispose();

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
            _line.ResetWrittenCount();
            using (Utf8JsonWriter json = new(_line, Compact))
            {
                json.WriteStartObject();
                json.WriteString(Event, kind);
                json.WriteString("repository", repository);
                writeMembers(json);
                json.WriteEndObject();
            }

            _line.GetSpan(1)[0] = (byte)'\n';
            _line.Advance(1);
            _file.Write(_line.WrittenSpan);
        }
    }
}
