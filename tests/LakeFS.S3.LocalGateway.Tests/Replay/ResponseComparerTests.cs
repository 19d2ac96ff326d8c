using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The comparison sees what differs, and only that.</summary>
public sealed class ResponseComparerTests
{
    private readonly Variables variables = new();

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("{{upload}}", "u-1234", true)]
    [InlineData("{{upload:3}}", "u-1", true)]
    [InlineData("{{upload}}", "u-5678", false)]
    [InlineData("[{{hex64}}]", "[]", false)]
    [InlineData("at {{date}}.", "at 2024-01-31T12:34:56Z.", true)]
    [InlineData("at {{date}}.", "at 2024-01-31 12:34:56.", false)]
    public void Placeholders_stand_for_values_and_classes(string recorded, string actual, bool matches)
    {
        variables.Set("upload", "u-1234");
        Assert.Equal(matches, variables.Matches(recorded, actual));
    }

    [Theory]
    [InlineData("a&#39;b", "a'b", true)]
    [InlineData("&#x0;", "&#0;", true)]
    [InlineData(" ", " ", true)]
    [InlineData(" ", "", false)]
    [InlineData("", "", true)]
    [InlineData("a", "A", false)]
    public void Xml_is_compared_as_a_tree(string recorded, string actual, bool same) => Assert.Equal(
        same,
        Differences(KeyAt(recorded, "{{date}}"), KeyAt(actual, "2024-01-31T12:34:56.789Z")).Count == 0);

    [Fact]
    public void Xml_elements_are_compared_in_order_and_with_their_namespaces()
    {
        Assert.NotEmpty(Differences(Text("<?xml version=\"1.0\"?><a><b/><c/></a>"), Text("<?xml version=\"1.0\"?><a><c/><b/></a>")));
        Assert.NotEmpty(Differences(Text("<?xml version=\"1.0\"?><a><b/></a>"), Text("<?xml version=\"1.0\"?><a xmlns=\"urn:x\"><b/></a>")));
        Assert.Empty(Differences(Text("<?xml version=\"1.0\"?><a><b/></a>"), Text("<?xml version=\"1.0\"?>\n<a><b></b></a>")));
    }

    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{"b":[1,2.0],"a":1}""", true)]
    [InlineData("""{"a":1}""", """{"a":1,"b":null}""", false)]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", false)]
    [InlineData("""[1,2]""", """[2,1]""", false)]
    [InlineData("""{"t":"{{unixTime}}"}""", """{"t":1700000000}""", true)]
    [InlineData("""{"t":"1"}""", """{"t":1}""", false)]
    public void Json_is_compared_by_value(string recorded, string actual, bool same) => Assert.Equal(
        same,
        Differences(new RecordedResponse { Status = 200, Headers = new Dictionary<string, string>(), BodyJson = JsonDocument.Parse(recorded).RootElement }, Text(actual)).Count == 0);

    [Fact]
    public void Headers_must_all_be_there_and_no_others()
    {
        RecordedResponse recorded = Text("") with { Headers = new Dictionary<string, string> { ["etag"] = "\"1\"" } };
        Assert.Empty(Compare(recorded, new HeaderField("ETag", "\"1\""), new HeaderField("Date", "today")));
        Assert.Single(Compare(recorded));
        Assert.Single(Compare(recorded, new HeaderField("ETag", "\"2\"")));
        Assert.Single(Compare(recorded, new HeaderField("ETag", "\"1\""), new HeaderField("Server", "x")));
    }

    private static RecordedResponse KeyAt(string key, string time) =>
        Text($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<L xmlns=\"urn:x\"><Key>{key}</Key><When>{time}</When></L>");

    private static RecordedResponse Text(string body) => new() { Status = 200, Headers = new Dictionary<string, string>(), Body = body };

    private IReadOnlyList<string> Differences(RecordedResponse recorded, RecordedResponse actual) =>
        new ResponseComparer(variables).Compare(recorded, new RawHttpResponse(200, [], Encoding.UTF8.GetBytes(actual.Body!)));

    private IReadOnlyList<string> Compare(RecordedResponse recorded, params HeaderField[] headers) =>
        new ResponseComparer(variables).Compare(recorded, new RawHttpResponse(200, [.. headers], []));
}
