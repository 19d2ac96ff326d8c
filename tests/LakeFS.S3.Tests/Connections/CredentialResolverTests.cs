using System;
using System.Collections.Generic;
using System.IO;
using LakeFS.S3.Connections;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Which of several key pairs and endpoints counts.</summary>
public sealed class CredentialResolverTests : IDisposable
{
    private const string Secret = "Sehr-geheimer-Schluessel-0123456789abcde";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Given_pair_comes_before_all_others()
    {
        SetEnvironment("LAKECTL_CREDENTIALS", "AKIALAKECTLENV");
        SetEnvironment("AWS", "AKIAAWSENV");

        LakeCredential found = Resolve(new ConnectionOptions
        {
            Credential = new LakeCredential("AKIAGIVEN", Secret, "-Credential"),
            LakectlConfig = Config("AKIAFILE"),
        });

        Assert.Equal(("AKIAGIVEN", "-Credential"), (found.AccessKeyId, found.Source));
    }

    [Fact]
    public void Lakectl_variables_come_before_AWS_ones()
    {
        SetEnvironment("LAKECTL_CREDENTIALS", "AKIALAKECTLENV");
        SetEnvironment("AWS", "AKIAAWSENV");

        Assert.Equal("AKIALAKECTLENV", Resolve(new ConnectionOptions { LakectlConfig = Config("AKIAFILE") }).AccessKeyId);
    }

    [Fact]
    public void AWS_variables_come_before_the_file()
    {
        SetEnvironment("AWS", "AKIAAWSENV");

        LakeCredential found = Resolve(new ConnectionOptions { LakectlConfig = Config("AKIAFILE") });

        Assert.Equal("AKIAAWSENV", found.AccessKeyId);
        Assert.Contains("AWS_ACCESS_KEY_ID", found.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_comes_last()
    {
        string path = Config("AKIAFILE");

        LakeCredential found = Resolve(new ConnectionOptions { LakectlConfig = path });

        Assert.Equal(("AKIAFILE", path, Secret), (found.AccessKeyId, found.Source, found.SecretAccessKey));
        Assert.DoesNotContain(Secret, found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_variables_are_none()
    {
        _environment["LAKECTL_CREDENTIALS_ACCESS_KEY_ID"] = "";
        _environment["LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY"] = "";
        _environment["AWS_ACCESS_KEY_ID"] = "";

        Assert.Equal("AKIAFILE", Resolve(new ConnectionOptions { LakectlConfig = Config("AKIAFILE") }).AccessKeyId);
    }

    [Theory]
    [InlineData("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", "LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY")]
    [InlineData("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "LAKECTL_CREDENTIALS_ACCESS_KEY_ID")]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID")]
    public void Half_a_pair_in_the_environment_is_an_error(string present, string missing)
    {
        _environment[present] = Secret;

        LakeS3Exception error = Lake.Fails(
            "LakeCredentialIncomplete", () => Resolve(new ConnectionOptions { LakectlConfig = Config("AKIAFILE") }));

        Assert.Contains($"{present} is given, {missing} is not", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("credentials:\n  access_key_id: AKIAFILE\n", "credentials.access_key_id")]
    [InlineData("credentials:\n  secret_access_key: " + Secret + "\n", "credentials.secret_access_key")]
    public void Half_a_pair_in_the_file_is_an_error(string yaml, string present)
    {
        LakeS3Exception error = Lake.Fails(
            "LakeCredentialIncomplete", () => Resolve(new ConnectionOptions { LakectlConfig = Written(yaml) }));

        Assert.StartsWith(present, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    [InlineData("credentials:\n")]
    [InlineData("server:\n  endpoint_url: http://127.0.0.1:8000\n")]
    public void A_file_without_a_pair_is_none(string yaml)
    {
        LakeS3Exception error = Lake.Fails(
            "LakeCredentialMissing", () => Resolve(new ConnectionOptions { LakectlConfig = Written(yaml) }));

        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("credentials: [" + Secret)]
    [InlineData("credentials:\n\tsecret_access_key: " + Secret)]
    [InlineData("credentials:\n  secret_access_key: \"" + Secret)]
    [InlineData("credentials: " + Secret)]
    [InlineData(Secret)]
    [InlineData("- " + Secret)]
    public void A_file_that_is_no_YAML_is_an_error_that_does_not_quote_it(string yaml)
    {
        LakeS3Exception error = Lake.Fails("LakeConfigInvalid", () => Resolve(new ConnectionOptions { LakectlConfig = Written(yaml) }));

        Assert.Contains("at line ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_may_be_written_any_YAML_way()
    {
        string path = Written(
            "# lakectl\nexperimental: {local: {posix: true}}\ncredentials: {access_key_id: 'AKIAFLOW', \"secret_access_key\": \"a\\u0062c\"}\n");

        LakeCredential found = Resolve(new ConnectionOptions { LakectlConfig = path });

        Assert.Equal(("AKIAFLOW", "abc"), (found.AccessKeyId, found.SecretAccessKey));
    }

    [Fact]
    public void A_named_file_has_to_be_there()
    {
        Lake.Fails("LakeFileNotFound", () => Resolve(new ConnectionOptions { LakectlConfig = _folder.File("none.yaml") }));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("AKIAIOSFODNN7EXAMPLE1")]
    [InlineData("AKIA IOSFODNN7")]
    [InlineData("AKIAIOSFODNN7\n")]
    [InlineData("")]
    public void An_impossible_access_key_id_is_an_error_that_does_not_quote_it(string id)
    {
        LakeS3Exception error = Lake.Fails(
            "LakeCredentialInvalid", () => Resolve(new ConnectionOptions { Credential = new LakeCredential(id, Secret, "-Credential") }));

        Assert.Contains("-Credential", error.Message, StringComparison.Ordinal);
        Assert.True(id.Length == 0 || !error.Message.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public void A_given_pair_without_a_secret_is_an_error()
    {
        LakeS3Exception error = Assert.Throws<LakeS3Exception>(() => LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = "http://127.0.0.1:1",
            Credential = new LakeCredential("AKIAGIVEN", string.Empty, "-Credential"),
        }));

        Assert.Equal(LakeErrorKind.InvalidArgument, error.Kind);
    }

    [Fact]
    public void Endpoint_that_is_given_comes_before_all_others()
    {
        _environment["LAKECTL_SERVER_ENDPOINT_URL"] = "http://variable:1";

        Assert.Equal("given", Resolver(new ConnectionOptions { EndpointUrl = "http://given:1", LakectlConfig = Config("AKIAFILE") }).ResolveEndpoint().Url.Host);
        Assert.Equal("variable", Resolver(new ConnectionOptions { LakectlConfig = Config("AKIAFILE") }).ResolveEndpoint().Url.Host);
        _environment.Clear();
        Endpoint fromFile = Resolver(new ConnectionOptions { LakectlConfig = Config("AKIAFILE") }).ResolveEndpoint();
        Assert.Equal("file", fromFile.Url.Host);
        Assert.True(fromFile.ApiPathRemoved);
    }

    [Fact]
    public void No_endpoint_anywhere_is_an_error()
    {
        Lake.Fails("LakeEndpointMissing", () => Resolver(new ConnectionOptions { LakectlConfig = Written("credentials:\n") }).ResolveEndpoint());
    }

    private CredentialResolver Resolver(ConnectionOptions options) => new(options, name => _environment.GetValueOrDefault(name));

    private LakeCredential Resolve(ConnectionOptions options) => Resolver(options).ResolveCredential();

    private void SetEnvironment(string prefix, string id)
    {
        _environment[prefix + "_ACCESS_KEY_ID"] = id;
        _environment[prefix + "_SECRET_ACCESS_KEY"] = "secret-of-" + id;
    }

    private string Config(string id) => Written(
        $"credentials:\n  access_key_id: {id}\n  secret_access_key: {Secret}\nserver:\n  endpoint_url: http://file:8000/api/v1\n");

    private string Written(string yaml)
    {
        string path = _folder.File("lakectl.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
