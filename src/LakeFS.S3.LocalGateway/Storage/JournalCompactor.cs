using System.IO;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Writes a journal anew, with what is left of all that happened.</summary>
internal static class JournalCompactor
{
    /// <summary>
    /// Makes a journal smaller while others write to it: repositories are made of what it says so far, and written down.
    /// </summary>
    /// <param name="file">The journal.</param>
    /// <param name="contents">Where the contents are.</param>
    /// <param name="path">Where to write; nothing is left there.</param>
    public static void Compact(JournalFile file, FileContentStore contents, string path)
    {
        long length = file.Length;
        RepositoryStore store = new(contents, journal: null, System.TimeProvider.System);
        using (Stream lines = file.OpenRead())
        {
            new JournalReader(store, contents, journal: null).Read(lines, length);
        }

        try
        {
            // What was left by one that did not come to its end.
            File.Delete(path);
            using (Journal compacted = new(new JournalFile(path)))
            {
                Write(store, compacted);
            }

            file.Replace(path, length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(RepositoryStore store, Journal journal)
    {
        foreach (string used in store.UsedNamespaces.Except(store.Repositories.Values.Select(item => item.StorageNamespace)))
        {
            journal.NamespaceUsed(used);
        }

        foreach (Repository repository in store.Repositories.Values)
        {
            Write(repository, journal);
        }
    }

    private static void Write(Repository repository, Journal journal)
    {
        journal.RepositoryCreated(repository);
        journal.SettingsChanged(repository, repository.Settings.State);

        // A commit is of a later generation than all that it was made from.
        foreach (Commit commit in repository.Commits.Where(commit => commit != repository.First).OrderBy(commit => commit.Generation))
        {
            journal.CommitAdded(repository, commit);
        }

        foreach (Branch branch in repository.Branches.Values)
        {
            journal.BranchSet(repository, branch, branch.State);
        }

        foreach ((string name, Commit commit) in repository.Tags)
        {
            journal.TagSet(repository, name, commit);
        }

        foreach (PullRequest pull in repository.PullRequests.All.Values)
        {
            journal.PullRequestSet(repository, pull);
        }

        foreach (MultipartUpload upload in repository.Uploads.All)
        {
            journal.UploadAdded(repository, upload);
            foreach (UploadedPart part in upload.Parts)
            {
                journal.PartAdded(repository, upload, part);
            }
        }
    }
}
