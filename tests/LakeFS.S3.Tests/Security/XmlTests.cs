using System;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>XML that is made to grow, or to have files and addresses read.</summary>
public sealed class XmlTests
{
    private const string Bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";

    [Theory]
    [InlineData(200, "ListBucketResult")]
    [InlineData(200, "Error")]
    [InlineData(403, "Error")]
    public async Task No_entity_is_expanded(int status, string root)
    {
        string body = $"{Bomb}<{root}><Code>&c;</Code><Message>&c;</Message></{root}>";
        using ScriptedServer server = new(_ => new ScriptedAnswer(status, body));
        using LakeS3Connection connection = server.Connect();

        LakeS3Exception? error = await Record.ExceptionAsync(() => connection.ListAsync(TestGateway.At(string.Empty))) as LakeS3Exception;

        Assert.NotNull(error);
        Assert.DoesNotContain("aaaaa", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "ListBucketResult")]
    [InlineData(403, "Error")]
    public async Task Nothing_outside_is_read(int status, string root)
    {
        int fetched = 0;
        using ScriptedServer outside = new(_ =>
        {
            Interlocked.Increment(ref fetched);
            return new ScriptedAnswer(200, "planted");
        });
        using TemporaryFolder folder = new();
        string file = folder.File("secret.txt");
        await System.IO.File.WriteAllTextAsync(file, "secret-of-the-file");
        foreach (string address in new[] { outside.Url + "/x", new Uri(file).AbsoluteUri })
        {
            string body = $"<!DOCTYPE x SYSTEM \"{address}\" [<!ENTITY e SYSTEM \"{address}\">]><{root}><Code>&e;</Code><Contents><Key>&e;</Key></Contents></{root}>";
            using ScriptedServer server = new(_ => new ScriptedAnswer(status, body));
            using LakeS3Connection connection = server.Connect();

            LakeS3Exception? error = await Record.ExceptionAsync(() => connection.ListAsync(TestGateway.At(string.Empty))) as LakeS3Exception;

            Assert.NotNull(error);
            Assert.DoesNotContain("secret-of-the-file", error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, fetched);
    }
}
