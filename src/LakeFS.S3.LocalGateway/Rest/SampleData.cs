using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>
/// What a repository holds that is made with sample data. lakeFS has a guide with pictures and a Parquet file of lakes;
/// here are two files of the same names, committed with the same message, on a branch that is protected afterwards as well.
/// </summary>
internal static class SampleData
{
    private const string Message = "Add sample data";

    private static readonly (string Key, string Text)[] Files =
    [
        ("README.md", "# A sample repository\n\nThis is a local gateway for tests. lakeFS has a guide here, with the data that goes with it.\n"),
        ("data/lakes.source.md", "# lakes\n\nlakeFS has a table of lakes in lakes.parquet, and says here where it comes from.\n"),
    ];

    public static async Task AddAsync(RestExchange exchange, Repository repository)
    {
        DateTimeOffset now = exchange.Store.Now;
        Branch branch = repository.Branches[repository.DefaultBranch];
        foreach ((string key, string text) in Files)
        {
            using MemoryStream bytes = new(Encoding.UTF8.GetBytes(text));
            StoredContent stored = await exchange.Store.Contents.WriteAsync(bytes, bytes.Length, exchange.Aborted).ConfigureAwait(false);
            _ = repository.Put(branch, new ObjectEntry { Key = key, Content = stored.Content, ETag = stored.Md5, LastModified = now });
        }

        CommitDescription description = new(Message, ObjectEntry.NoMetadata, RestExchange.UserName, now.ToUnixTimeSeconds());
        await History.CommitAsync(repository, branch, description, allowEmpty: false).ConfigureAwait(false);
        repository.Settings.Protect(repository.DefaultBranch);
    }
}
