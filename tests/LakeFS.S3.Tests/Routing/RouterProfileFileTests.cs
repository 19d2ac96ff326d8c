using System;
using System.IO;
using System.Linq;
using LakeFS.S3.Routing;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Profiles as files hold them.</summary>
public sealed class RouterProfileFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_JSON_file_keeps_its_order()
    {
        RouterProfile[] profiles = Read(
            "p.json",
            """
            {
              // The first that matches serves.
              "zebra": { "source_bucket_pattern": "z*", "source_key_pattern": "a/*", "mapped_bucket_name": "repo", "mapped_prefix": "main/" },
              "ant": { "SourceBucketPattern": "a*", "MappedPrefix": null },
            }
            """);

        Assert.Equal(["zebra", "ant"], profiles.Select(profile => profile.Name));
        Assert.Equal(("z*", "a/*", "repo", "main/"), Tell(profiles[0]));
        Assert.Equal(("a*", null, null, null), Tell(profiles[1]));
    }

    [Fact]
    public void A_YAML_file_keeps_its_order()
    {
        RouterProfile[] profiles = Read(
            "p.yaml",
            """
            zebra:
              source_bucket_pattern: 'z*'
              source_key_pattern: a/*
              mapped_bucket_name: repo
              mapped_prefix: main/
            ant:
              source_bucket_pattern: a*
              mapped_prefix:
            """);

        Assert.Equal(["zebra", "ant"], profiles.Select(profile => profile.Name));
        Assert.Equal(("z*", "a/*", "repo", "main/"), Tell(profiles[0]));
        Assert.Equal(("a*", null, null, null), Tell(profiles[1]));
    }

    [Theory]
    [InlineData("p.json", "[]", "LakeRouterFileInvalid", "no object")]
    [InlineData("p.json", "{\n  \"a\": oops\n}", "LakeRouterFileInvalid", "line 2")]
    [InlineData("p.json", "{ \"a\": { \"source_bucket_pattern\": \"b\" }, \"a\": {} }", "LakeRouterFileInvalid", "'a' stands there twice")]
    [InlineData("p.json", "{ \"a\": \"b\" }", "LakeRouterProfileInvalid", "'a'")]
    [InlineData("p.json", "{ \"a\": {} }", "LakeRouterProfileInvalid", "'a' can't be used: source_bucket_pattern is required")]
    [InlineData("p.json", "{ \"a\": { \"source_bucket_pattern\": 7 } }", "LakeRouterProfileInvalid", "source_bucket_pattern is no text")]
    [InlineData("p.json", "{ \"a\": { \"source_bucket_pattern\": \"b\", \"source_prefix\": \"c\" } }", "LakeRouterProfileInvalid", "'source_prefix'")]
    [InlineData("p.json", "{ \"a\": { \"source_bucket_pattern\": \"b\", \"SourceBucketPattern\": \"c\" } }", "LakeRouterProfileInvalid", "twice")]
    [InlineData("p.yml", "- a", "LakeRouterFileInvalid", "no mapping")]
    [InlineData("p.yml", "a: b", "LakeRouterProfileInvalid", "'a'")]
    [InlineData("p.yml", "a:\n  source_bucket_pattern: [b]", "LakeRouterProfileInvalid", "no text")]
    [InlineData("p.yml", "a: {\nb", "LakeRouterFileInvalid", "not valid YAML")]
    [InlineData("p.yml", "a: 'b", "LakeRouterFileInvalid", "line 1")]
    [InlineData("p.txt", "", "LakeRouterFileInvalid", ".json")]
    public void What_is_wrong_is_told(string name, string text, string errorId, string message)
    {
        LakeS3Exception error = Lake.Fails(errorId, () => Read(name, text));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() => Lake.Fails("LakeFileNotFound", () => RouterProfileFile.Read(_folder.File("none.json")));

    private RouterProfile[] Read(string name, string text)
    {
        string path = _folder.File(name);
        File.WriteAllText(path, text);
        return [.. RouterProfileFile.Read(path)];
    }

    private static (string, string?, string?, string?) Tell(RouterProfile profile) =>
        (profile.SourceBucketPattern, profile.SourceKeyPattern, profile.MappedBucketName, profile.MappedPrefix);

    [Theory]
    [InlineData("deep")]
    [InlineData("alias")]
    public void Yaml_that_never_ends_is_an_error(string kind)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("profiles.yaml");
        File.WriteAllText(path, kind == "deep"
            ? "a: " + new string('[', 200_000) + new string(']', 200_000)
            : "a: &a [x, x]\nb: &b [*a, *a]\n? [*b, *b]\n: c\n");

        LakeS3Exception error = Lake.Fails("LakeRouterFileInvalid", () => RouterProfileFile.Read(path));

        Assert.Contains("line ", error.Message, StringComparison.Ordinal);
    }
}
