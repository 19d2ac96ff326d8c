using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Rest;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>The files that a repository has at the start.</summary>
internal static class Seed
{
    private const string Message = "Add the seed files";

    /// <summary>Commits the files of a folder to the default branch, under their paths below the folder.</summary>
    /// <exception cref="IOException">The folder or a file in it cannot be read.</exception>
    public static async Task CommitAsync(
        RepositoryStore store, Repository repository, string folder, CancellationToken cancellationToken)
    {
        Branch branch = repository.FindBranch(repository.DefaultBranch)!;
        foreach ((string file, string name) in new ImportFolder(folder).FilesBelow(string.Empty))
        {
            await using FileStream content = File.OpenRead(file);
            StoredContent stored = await store.Contents.WriteAsync(content, content.Length, cancellationToken).ConfigureAwait(false);
            repository.Put(branch, new ObjectEntry
            {
                Key = name,
                Content = stored.Content,
                ETag = stored.Md5,
                LastModified = File.GetLastWriteTimeUtc(file),
            });
        }

        // Nothing to commit: the folder is empty, or a data directory has the same files from an earlier start.
        if (SnapshotDiff.Compare(branch.State.Head.Snapshot, branch.State.Working).Any())
        {
            CommitDescription description = new(
                Message, ObjectEntry.NoMetadata, RestExchange.UserName, store.Now.ToUnixTimeSeconds());
            await History.CommitAsync(repository, branch, description, allowEmpty: false).ConfigureAwait(false);
        }
    }
}
