using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>
/// Answers in XML and JSON with something done to them, over a real connection: what comes of it is a result that can be, or
/// an error of ours, and soon. SharpFuzz would have to rewrite the assemblies; here FsCheck chooses what is done.
/// </summary>
public sealed class AnswerProperties : IDisposable
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Entry = "<Key>main/in/a&amp;b.csv</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>12</Size><StorageClass>STANDARD</StorageClass>";
    private static readonly string Commit =
        $"{{\"id\":\"{Hash}\",\"parents\":[\"{Hash}\"],\"committer\":\"admin\",\"message\":\"a\",\"creation_date\":1767225600,\"meta_range_id\":\"\",\"metadata\":{{\"k\":\"v\"}},\"generation\":2,\"version\":1}}";

    private static readonly Question[] Questions =
    [
        new("list", ScriptedServer.ListOf($"<Contents>{Entry}</Contents><CommonPrefixes><Prefix>main/in/x/</Prefix></CommonPrefixes>"),
            async lake => (await lake.ListAsync(TestGateway.At("in/"))).TrueForAll(CanBe)),
        new("uploads", "<ListMultipartUploadsResult><Bucket>data-lake</Bucket><IsTruncated>false</IsTruncated><Upload><Key>main/a</Key><UploadId>u</UploadId><Initiated>2026-01-01T00:00:00.000Z</Initiated></Upload></ListMultipartUploadsResult>",
            async lake => (await AllAsync(new LakeUploads(lake).ListAsync("data-lake", CancellationToken.None))).TrueForAll(upload => upload.UploadId.Length > 0)),
        new("removal", "<DeleteResult><Deleted><Key>main/a</Key></Deleted><Error><Key>main/b</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>",
            async lake => await RemoveAsync(lake)),
        new("error", "<Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message><Key>a</Key><RequestId>r</RequestId></Error>",
            lake => FailsAsync(lake.ListAsync(TestGateway.At("in/"))), Status: 404),
        new("refusal", "<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>",
            lake => FailsAsync(lake.ListAsync(TestGateway.At("in/"))), Status: 403),
        new("branches", Page($"{{\"id\":\"main\",\"commit_id\":\"{Hash}\"}},{{\"id\":\"dev\",\"commit_id\":\"{Hash}\"}}"),
            async lake => (await AllAsync(new LakeBranches(lake).ListAsync("data-lake", null, false, CancellationToken.None))).TrueForAll(branch => branch.Ref.Length > 0)),
        new("commit", Commit,
            async lake => (await new LakeCommits(lake).GetAsync("data-lake", "main", CancellationToken.None)).Id.Length > 0),
        new("log", Page(Commit),
            async lake => (await AllAsync(new LakeCommits(lake).LogAsync("data-lake", "main", new LogOptions(), CancellationToken.None))).TrueForAll(commit => commit.Id.Length > 0)),
        new("tags", Page($"{{\"id\":\"v1\",\"commit_id\":\"{Hash}\"}}"),
            async lake => (await AllAsync(new LakeTags(lake).ListAsync("data-lake", null, CancellationToken.None))).TrueForAll(tag => tag.Ref.Length > 0)),
        new("changes", Page("{\"path\":\"a\",\"path_type\":\"object\",\"size_bytes\":7,\"type\":\"changed\"},{\"path\":\"d/\",\"path_type\":\"common_prefix\",\"type\":\"added\"}"),
            async lake => (await AllAsync(new LakeChanges(lake).CompareAsync("data-lake", "main", "dev", new CompareOptions(), CancellationToken.None))).TrueForAll(change => change.Key.Length > 0)),
        new("repository", "{\"creation_date\":1767225600,\"default_branch\":\"main\",\"id\":\"data-lake\",\"read_only\":false,\"storage_id\":\"\",\"storage_namespace\":\"local://x\"}",
            async lake => (await new LakeRepositories(lake).GetAsync("data-lake", CancellationToken.None)).Repository.Length > 0),
        new("merge", $"{{\"reference\":\"{Hash}\"}}",
            async lake => (await new LakeMerges(lake).MergeAsync("data-lake", "dev", "main", new MergeRequest(), CancellationToken.None)).Length > 0),
        new("import", $"{{\"completed\":false,\"update_time\":\"2026-01-01T00:00:00Z\",\"ingested_objects\":12,\"metarange_id\":\"\",\"commit\":{Commit}}}",
            async lake => (await new LakeImports(lake).GetAsync("data-lake", "main", "i", CancellationToken.None)).ObjectCount >= 0),
        new("refusal over REST", "{\"message\":\"no such branch\"}",
            lake => FailsAsync(new LakeCommits(lake).GetAsync("data-lake", "main", CancellationToken.None)), Status: 404),
    ];

    private readonly ScriptedServer _server;
    private readonly LakeS3Connection _lake;
    private ScriptedAnswer _answer = new(200, string.Empty);

    public AnswerProperties()
    {
        _server = new ScriptedServer(_ => _answer);
        _lake = _server.Connect();
    }

    public void Dispose()
    {
        _lake.Dispose();
        _server.Dispose();
    }

    public static TheoryData<string> Names => [.. Questions.Select(question => question.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_as_it_should_be_is_understood(string name)
    {
        Question question = Questions.Single(known => known.Name == name);

        Assert.True(await AskAsync(question, question.Answer));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_that_is_cut_off_is_never_a_result(string name)
    {
        Question question = Questions.Single(known => known.Name == name);
        for (int length = 0; length < question.Answer.Length; length += 3)
        {
            _answer = Answer(question, question.Answer[..length]);

            if (question.Status == 200)
            {
                await Assert.ThrowsAsync<LakeS3Exception>(() => question.Ask(_lake));
            }
            else
            {
                Assert.True(await question.Ask(_lake));
            }
        }
    }

    [Property(MaxTest = 1500)]
    public Property A_mangled_answer_is_a_result_that_can_be_or_an_error_of_ours()
    {
        Gen<(Question Question, string Answer)> cases = from question in Gen.Elements(Questions) from answer in Mangled.Of(question.Answer) select (question, answer);
        return Prop.ForAll(cases.ToArbitrary(), asked => AskAsync(asked.Question, asked.Answer).GetAwaiter().GetResult());
    }

    private async Task<bool> AskAsync(Question question, string answer)
    {
        _answer = Answer(question, answer);
        try
        {
            return await question.Ask(_lake).WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (LakeS3Exception error)
        {
            return error.ErrorId.StartsWith("Lake", StringComparison.Ordinal) && error.Message.Length > 0;
        }
    }

    private static ScriptedAnswer Answer(Question question, string body) =>
        new(question.Status, body, question.Answer[0] == '{' ? "application/json" : "application/xml");

    private static string Page(string results) => $"{{\"pagination\":{{\"has_more\":false,\"max_per_page\":1000,\"next_offset\":\"\",\"results\":1}},\"results\":[{results}]}}";

    private static bool CanBe(LakeEntry entry) => entry.Key.StartsWith("in/", StringComparison.Ordinal) && entry is not LakeObject { Size: < 0 };

    private static async Task<bool> RemoveAsync(LakeS3Connection lake)
    {
        IReadOnlyList<LakeRemoval> removals = await new ObjectRemover(lake).RemoveAsync(
            [new RemovalItem(TestGateway.At("a"), isListed: true), new RemovalItem(TestGateway.At("b"), isListed: true)], CancellationToken.None);
        return removals.All(removal => removal.Error is not null) ? throw removals[0].Error! : removals.Count == 2;
    }

    private static async Task<bool> FailsAsync(Task request)
    {
        try
        {
            await request;
            return false;
        }
        catch (LakeS3Exception)
        {
            return true;
        }
    }

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> entries)
    {
        List<T> all = [];
        await foreach (T entry in entries)
        {
            all.Add(entry);
        }

        return all;
    }

    private sealed record Question(string Name, string Answer, Func<LakeS3Connection, Task<bool>> Ask, int Status = 200)
    {
        public override string ToString() => Name;
    }
}
