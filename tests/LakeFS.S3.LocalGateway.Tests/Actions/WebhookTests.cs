using System;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Webhooks as their receivers see them. What lakeFS answers is in the scenario rest-hooks.</summary>
public sealed class WebhookTests : IAsyncLifetime, IDisposable
{
    private const string Branches = "repositories/hooked/branches";

    private LocalGateway gateway = null!;
    private RestClient rest = null!;
    private WebhookReceiver receiver = null!;

    public async Task InitializeAsync()
    {
        gateway = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["hooked"] });
        rest = new RestClient(gateway);
        receiver = await WebhookReceiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await receiver.DisposeAsync();
        await gateway.DisposeAsync();
    }

    public void Dispose() => rest.Dispose();

    [Fact]
    public async Task An_event_of_a_commit_is_what_lakeFS_sends()
    {
        await AddActionAsync("pre-commit", "post-commit");
        (int status, string text) = await CommitAsync();
        Assert.True(status == 201, text);
        string commit = JsonBody.TryParse(text)!.Value.GetProperty("id").GetString()!;

        JsonElement before = (await receiver.NextAsync()).Body;
        Assert.Equal(
            """{"event_type":"pre-commit","event_time":"TIME","action_name":"the action","hook_id":"the_hook","repository_id":"hooked","branch_id":"main","source_ref":"main","commit_message":"m","committer":"admin","commit_metadata":{"k":"v"}}""",
            WithoutTime(before));
        JsonElement after = (await receiver.NextAsync()).Body;
        Assert.Equal(
            $$$"""{"event_type":"post-commit","event_time":"TIME","action_name":"the action","hook_id":"the_hook","repository_id":"hooked","branch_id":"main","source_ref":"{{{commit}}}","commit_id":"{{{commit}}}","commit_message":"m","committer":"admin","commit_metadata":{"k":"v"}}""",
            WithoutTime(after));
    }

    [Fact]
    public async Task Branches_and_tags_have_events_before_and_after()
    {
        await AddActionAsync(
            "pre-create-branch", "post-create-branch", "pre-delete-branch", "post-delete-branch",
            "pre-create-tag", "post-create-tag", "pre-delete-tag", "post-delete-tag");
        string commit = JsonBody.TryParse((await CommitAsync()).Text)!.Value.GetProperty("id").GetString()!;
        async Task AssertAsync(string name, string rest)
        {
            foreach (string time in (string[])["pre", "post"])
            {
                Assert.Equal(
                    $$"""{"event_type":"{{time}}-{{name}}","event_time":"TIME","action_name":"the action","hook_id":"the_hook","repository_id":"hooked",{{rest}}}""",
                    WithoutTime((await receiver.NextAsync()).Body));
            }
        }

        await rest.SendAsync("POST", Branches, new { name = "dev", source = "main" });
        await AssertAsync("create-branch", $"\"branch_id\":\"dev\",\"source_ref\":\"main\",\"commit_id\":\"{commit}\"");
        await rest.SendAsync("DELETE", Branches + "/dev");
        await AssertAsync("delete-branch", $"\"branch_id\":\"dev\",\"source_ref\":\"{commit}\"");
        await rest.SendAsync("POST", "repositories/hooked/tags", new { id = "v1", @ref = "main" });
        await AssertAsync("create-tag", $"\"source_ref\":\"{commit}\",\"tag_id\":\"v1\",\"commit_id\":\"{commit}\"");
        await rest.SendAsync("DELETE", "repositories/hooked/tags/v1");
        await AssertAsync("delete-tag", $"\"source_ref\":\"{commit}\",\"tag_id\":\"v1\",\"commit_id\":\"{commit}\"");
    }

    [Fact]
    public async Task Parameters_and_headers_are_sent_and_secrets_not_shown()
    {
        Environment.SetEnvironmentVariable("LAKEFSACTION_TOKEN", "t0ken");
        await AddActionAsync(
            ["pre-commit"],
            "      query_params:\n        one: a b\n        many: [x, y]\n      headers:\n"
            + "        Authorization: \"Bearer {{ ENV.LAKEFSACTION_TOKEN }}\"\n        X-Home: \"{{ ENV.HOME }}\"\n");
        Assert.Equal(201, (await CommitAsync()).Status);
        ReceivedEvent received = await receiver.NextAsync();
        Assert.Equal("?one=a%20b&many=x&many=y", received.Query);
        Assert.Equal("Bearer t0ken", received.Headers.Authorization.ToString());
        Assert.Equal("", received.Headers["X-Home"].ToString());
        Assert.Equal("application/json", received.Headers.ContentType.ToString());

        JsonElement runs = await rest.ReadAsync("repositories/hooked/actions/runs");
        string run = runs.GetProperty("results")[0].GetProperty("run_id").GetString()!;
        (_, string output) = await rest.SendAsync("GET", $"repositories/hooked/actions/runs/{run}/hooks/0000_0000/output");
        Assert.Contains("Authorization: *******\n", output, StringComparison.Ordinal);
        Assert.Contains("many: y\n", output, StringComparison.Ordinal);
        Assert.EndsWith("answered", output, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_that_is_not_there_refuses_the_commit()
    {
        await AddActionAsync(["pre-commit"], "      headers:\n        X: \"{{ ENV.LAKEFSACTION_NOWHERE }}\"\n");
        (int status, string text) = await CommitAsync();
        Assert.Equal(500, status);
        Assert.Contains("LAKEFSACTION_NOWHERE not found: missing env var", text, StringComparison.Ordinal);
        Assert.Empty(receiver.Events);
    }

    [Fact]
    public async Task A_receiver_that_takes_too_long_refuses_the_commit()
    {
        TaskCompletionSource<int> never = new();
        receiver.Answer = _ => never.Task;
        await AddActionAsync(["pre-commit"], "      timeout: 100ms\n");
        (int status, string text) = await CommitAsync();
        never.SetResult(200);
        Assert.Equal(412, status);
        Assert.Contains("deadline exceeded", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_refuses_the_commit()
    {
        await AddActionAsync("pre-commit");
        await receiver.StopAsync();
        Assert.Equal(412, (await CommitAsync()).Status);
        Assert.Empty((await rest.ReadAsync("repositories/hooked/refs/main/commits?objects=data")).GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task A_hook_reads_what_is_to_be_committed_and_what_is_written_meanwhile_is_not()
    {
        string? read = null;
        receiver.Answer = async _ =>
        {
            read = (await rest.SendAsync("GET", "repositories/hooked/refs/main/objects?path=data")).Text;
            await rest.PutAsync("hooked", "main", "late", "late");
            return 200;
        };
        await AddActionAsync("pre-commit");
        (int status, string text) = await CommitAsync();
        Assert.True(status == 201, text);
        Assert.Equal("data", read);
        Assert.Equal(404, (await rest.SendAsync("GET", "repositories/hooked/refs/main@/objects?path=late")).Status);
        Assert.Equal(200, (await rest.SendAsync("GET", "repositories/hooked/refs/main/objects?path=late")).Status);
    }

    [Fact]
    public async Task A_commit_that_comes_meanwhile_is_not_lost()
    {
        bool isFirst = true;
        receiver.Answer = async _ =>
        {
            if (isFirst)
            {
                isFirst = false;
                await rest.PutAsync("hooked", "main", "other", "other");
                Assert.Equal(201, (await CommitAsync("other")).Status);
            }

            return 200;
        };
        await AddActionAsync("pre-commit");
        await CommitAsync();
        Assert.Equal(200, (await rest.SendAsync("GET", "repositories/hooked/refs/main@/objects?path=other")).Status);
        Assert.Equal(200, (await rest.SendAsync("GET", "repositories/hooked/refs/main@/objects?path=data")).Status);
    }

    [Theory]
    [InlineData("lua", "script: print(1)")]
    [InlineData("airflow", "url: \"http://127.0.0.1:9/\"\n      dag_id: d\n      username: u\n      password: p")]
    public async Task A_hook_that_the_gateway_cannot_run_refuses_and_says_so(string type, string properties)
    {
        await rest.PutAsync("hooked", "main", "_lakefs_actions/a.yaml", $"name: the action\non:\n  pre-commit:\nhooks:\n  - id: the_hook\n    type: {type}\n    properties:\n      {properties}\n");
        (int status, string text) = await CommitAsync();
        Assert.Equal(412, status);
        Assert.Contains($"this local gateway runs webhooks only, and not hooks of the type {type}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("failure() || success()", true)]
    [InlineData("not success() or (failure() and true)", false)]
    [InlineData("!failure() && success ()", true)]
    [InlineData("false", false)]
    public async Task A_condition_decides_whether_a_hook_runs(string condition, bool runs)
    {
        await AddActionAsync(["pre-commit"], "", $"    if: {condition}\n");
        Assert.Equal(201, (await CommitAsync()).Status);
        Assert.Equal(runs ? 1 : 0, receiver.Events.Count);
    }

    [Fact]
    public async Task An_import_can_be_refused()
    {
        receiver.Answer = received => Task.FromResult(received.Body.GetProperty("commit_message").GetString() == "import" ? 400 : 200);
        JsonElement state = await ImportAsync("pre-commit");
        Assert.Contains("pre-commit hook aborted", state.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commit_of_an_import_has_events_before_and_after()
    {
        JsonElement state = await ImportAsync("pre-commit", "post-commit");
        string commit = state.GetProperty("commit").GetProperty("id").GetString()!;

        // The commit of the action itself came first.
        await receiver.NextAsync();
        await receiver.NextAsync();
        const string Described = """
            "commit_message":"import","committer":"admin","commit_metadata":{".lakefs.merge.strategy":"source-wins"}}
            """;
        Assert.Equal(
            """{"event_type":"pre-commit","event_time":"TIME","action_name":"the action","hook_id":"the_hook","repository_id":"hooked","branch_id":"main","source_ref":"main",""" + Described,
            WithoutTime((await receiver.NextAsync()).Body));
        Assert.Equal(
            $$"""{"event_type":"post-commit","event_time":"TIME","action_name":"the action","hook_id":"the_hook","repository_id":"hooked","branch_id":"main","source_ref":"{{commit}}","commit_id":"{{commit}}",""" + Described,
            WithoutTime((await receiver.NextAsync()).Body));
    }

    // Commits an action, imports a file after that, and returns the status that the import ended with.
    private async Task<JsonElement> ImportAsync(params string[] events)
    {
        using TemporaryFolder folder = new();
        System.IO.File.WriteAllText(folder.File("a.txt"), "a");
        await using LocalGateway importing = await LocalGateway.StartAsync(new LocalGatewayOptions { Repositories = ["hooked"], ImportFolder = folder.Path });
        using RestClient client = new(importing);
        await client.PutAsync("hooked", "main", "_lakefs_actions/a.yaml", Action(events, "", ""));
        Assert.Equal(201, (await client.SendAsync("POST", Branches + "/main/commits", new { message = "m" })).Status);

        // The list of runs waits for hooks that run after an event.
        await client.ReadAsync("repositories/hooked/actions/runs");
        (_, string started) = await client.SendAsync("POST", Branches + "/main/import", new { paths = new[] { new { path = "local://a.txt", type = "object", destination = "a" } }, commit = new { message = "import" } });
        string id = JsonBody.TryParse(started)!.Value.GetProperty("id").GetString()!;
        JsonElement state;
        do
        {
            state = await client.ReadAsync($"{Branches}/main/import?id={id}");
        }
        while (!state.TryGetProperty("error", out _) && !state.GetProperty("completed").GetBoolean());
        await client.ReadAsync("repositories/hooked/actions/runs");
        return state;
    }

    private static string WithoutTime(JsonElement body)
    {
        string time = body.GetProperty("event_time").GetString()!;
        Assert.Matches("^[0-9-]{10}T[0-9:]{8}Z$", time);
        return body.GetRawText().Replace(time, "TIME", StringComparison.Ordinal);
    }

    private string Action(string[] events, string properties, string condition) =>
        $"name: the action\non:\n{string.Concat(Array.ConvertAll(events, name => $"  {name}:\n"))}hooks:\n  - id: the_hook\n    type: webhook\n{condition}    properties:\n      url: \"{receiver.Url}/hook\"\n{properties}";

    private Task AddActionAsync(params string[] events) => AddActionAsync(events, "");

    private async Task AddActionAsync(string[] events, string properties, string condition = "")
    {
        await rest.PutAsync("hooked", "main", "_lakefs_actions/a.yaml", Action(events, properties, condition));
        await rest.PutAsync("hooked", "main", "data", "data");
    }

    private Task<(int Status, string Text)> CommitAsync(string message = "m") =>
        rest.SendAsync("POST", Branches + "/main/commits", new { message, metadata = new { k = "v" } });
}
