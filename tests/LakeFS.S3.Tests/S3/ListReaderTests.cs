using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using System.Xml;
using LakeFS.S3.S3;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Lists as servers write them.</summary>
public sealed class ListReaderTests
{
    [Fact]
    public void All_that_is_told_of_an_object_is_read()
    {
        ListResult answer = Read(
            "<IsTruncated>true</IsTruncated><NextContinuationToken>bmV4dA==</NextContinuationToken>"
            + "<Contents><Key>main/a.csv</Key><LastModified>2026-01-02T03:04:05.678Z</LastModified><ETag>&quot;0a1b&quot;</ETag><Size>5368709120</Size>"
            + "<Owner><ID>somebody</ID><DisplayName>Some Body</DisplayName></Owner><StorageClass>STANDARD</StorageClass></Contents>"
            + "<CommonPrefixes><Prefix>main/raw/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>main/x/</Prefix><Prefix>main/y/</Prefix></CommonPrefixes>");

        ListResult.ListedObject found = Assert.Single(answer.Objects);
        Assert.Equal(("main/a.csv", 5368709120, "\"0a1b\"", "STANDARD"), (found.Key, found.Size, found.ETag, found.StorageClass));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), found.LastModified);
        Assert.Equal(DateTimeKind.Utc, found.LastModified!.Value.Kind);
        Assert.Equal(["main/raw/", "main/x/", "main/y/"], answer.Prefixes);
        Assert.Equal((true, "bmV4dA=="), (answer.IsTruncated, answer.NextContinuationToken));
    }

    [Theory]
    [InlineData("  blanks around  ", "  blanks around  ")]
    [InlineData("   ", "   ")]
    [InlineData("&#xD;&#xA;&#x9;", "\r\n\t")]
    [InlineData("&lt;a&gt; &amp; &#34;b&#34;", "<a> & \"b\"")]
    [InlineData("&#x1;", "\u0001")]
    [InlineData("&#x1F600;", "\U0001f600")]
    [InlineData("<![CDATA[<a>]]>", "<a>")]
    [InlineData("one<!-- two -->three", "onethree")]
    public void Keys_come_as_they_are(string written, string key) => Assert.Equal(key, Assert.Single(Read($"<Contents><Key>{written}</Key></Contents>").Objects).Key);

    [Fact]
    public void What_is_left_out_is_unknown()
    {
        ListResult answer = Read("<Contents><Key>k</Key><LastModified/><Size>0</Size><StorageClass></StorageClass></Contents>\n  <CommonPrefixes/>\n");

        Assert.Single(answer.Objects);
        Assert.Equal((0, null, null), (answer.Objects[0].Size, answer.Objects[0].LastModified, answer.Objects[0].ETag));
        Assert.Equal((false, null), (answer.IsTruncated, answer.NextContinuationToken));
        Assert.Empty(answer.Prefixes);
        Assert.Empty(ReadBody("<ListBucketResult/>").Objects);
    }

    [Theory]
    [InlineData("<!doctype html><html><body>Welcome<br></body></html>")]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("{\"message\":\"not found\"}")]
    [InlineData("")]
    [InlineData("<ListBucketResult><Contents><Key>k</Key>")]
    [InlineData("<ListBucketResult><Contents/></ListBucketResult>")]
    [InlineData("<!DOCTYPE ListBucketResult [<!ENTITY a \"b\">]><ListBucketResult><Contents><Key>&a;</Key></Contents></ListBucketResult>")]
    public async Task What_is_no_list_is_no_S3_server(string body)
    {
        Assert.Throws<XmlException>(() => ReadBody(body));
        using ScriptedServer server = new(_ => new ScriptedAnswer(200, body));
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeNotAnS3Endpoint", () => connection.ListAsync(TestGateway.At(string.Empty)));
    }

    [Theory]
    [InlineData("<Contents><Key>k</Key><Size>many</Size></Contents>")]
    [InlineData("<IsTruncated>perhaps</IsTruncated>")]
    public async Task A_list_that_says_nothing_sensible_is_no_S3_server(string contents)
    {
        using ScriptedServer server = new(_ => new ScriptedAnswer(200, ScriptedServer.ListOf(contents)));
        using LakeS3Connection connection = server.Connect();

        await Lake.FailsAsync("LakeNotAnS3Endpoint", () => connection.ListAsync(TestGateway.At(string.Empty)));
    }

    private static ListResult Read(string contents) => ReadBody(
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>data-lake</Name>{contents}</ListBucketResult>");

    private static ListResult ReadBody(string body)
    {
        using HttpResponseMessage answer = new(HttpStatusCode.OK);
        return ListReader.Read(answer, new MemoryStream(Encoding.UTF8.GetBytes(body)));
    }
}
