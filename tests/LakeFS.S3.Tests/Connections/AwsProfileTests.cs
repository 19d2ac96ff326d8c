using System;
using System.IO;
using LakeFS.S3.Connections;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Profiles of the AWS shared credentials file.</summary>
public sealed class AwsProfileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_profile_comes_before_the_environment()
    {
        LakeCredential found = Resolve("lake");

        Assert.Equal(("AKIAPROFILE", "secret-of-profile"), (found.AccessKeyId, found.SecretAccessKey));
        Assert.Contains("'lake'", found.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("empty")]
    public void A_profile_without_a_pair_is_an_error(string profile)
    {
        LakeS3Exception error = Lake.Fails("LakeProfileNotFound", () => Resolve(profile));

        Assert.Contains($"'{profile}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_pair_serves_beside_lines_for_sso()
    {
        LakeCredential found = Resolve("both", "[both]\nsso_account_id = 1\nsso_start_url = https://x\nsso_region = eu-central-1\nsso_role_name = r\n"
            + "aws_access_key_id = AKIAPROFILE\naws_secret_access_key = secret-of-profile\n");

        Assert.Equal(("AKIAPROFILE", "secret-of-profile"), (found.AccessKeyId, found.SecretAccessKey));
    }

    [Theory]
    [InlineData("[lake]\nsso_account_id = 1\nsso_start_url = https://x\nsso_region = eu-central-1\nsso_role_name = r\n", "LakeProfileInvalid")]
    [InlineData("[lake]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = other\n[other]\naws_access_key_id = a\naws_secret_access_key = s3cr3t-line\n", "LakeProfileInvalid")]
    [InlineData("[lake]\naws_access_key_id = AKIAPROFILE\n", "LakeCredentialIncomplete")]
    [InlineData("[lake]\naws_secret_access_key = s3cr3t-line\n", "LakeCredentialIncomplete")]
    [InlineData("[lake]\ns3cr3t-line\n", "LakeProfileInvalid")]
    [InlineData("[lake] # note\naws_access_key_id = a\naws_secret_access_key = s3cr3t-line\n", "LakeProfileInvalid")]
    [InlineData("[lake]\ncredential_process = echo s3cr3t-line >&2; exit 3\n", "LakeProfileInvalid")]
    [InlineData("[lake]\ncredential_process = echo s3cr3t-line\n", "LakeProfileInvalid")]
    [InlineData("[lake]\ncredential_process = /no/such/program\n", "LakeProfileInvalid")]
    [InlineData("[lake]\ncredential_process = sleep 60\n", "LakeProfileInvalid")]
    public void What_can_not_be_used_is_an_error_that_shows_no_line_of_the_file(string file, string errorId)
    {
        LakeS3Exception error = Lake.Fails(errorId, () => Resolve("lake", file));

        Assert.Contains("lake", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-line", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_gives_the_key_pair()
    {
        string printed = _folder.File("printed.json");
        File.WriteAllText(printed, "{\"Version\":1,\"AccessKeyId\":\"AKIAPROCESS\",\"SecretAccessKey\":\"secret-of-process\",\"SessionToken\":\"token\"}");

        LakeCredential found = Resolve("lake", $"[lake]\ncredential_process = {(OperatingSystem.IsWindows() ? "type" : "cat")} \"{printed}\"\n");

        Assert.Equal(("AKIAPROCESS", "secret-of-process", "token"), (found.AccessKeyId, found.SecretAccessKey, found.Current().Token));
    }

    [Fact]
    public void Lakectls_own_variable_names_its_configuration()
    {
        string path = _folder.File("lakectl.yaml");
        File.WriteAllText(path, "credentials:\n  access_key_id: AKIALAKECTL\n  secret_access_key: s\nserver:\n  endpoint_url: http://127.0.0.1:8000/api/v1\n");
        CredentialResolver resolver = new(new ConnectionOptions(), name => name == "LAKECTL_CONFIG_FILE" ? path : null);

        Assert.Equal(("AKIALAKECTL", path), (resolver.ResolveCredential().AccessKeyId, resolver.ResolveCredential().Source));
        Assert.Equal(new Uri("http://127.0.0.1:8000"), resolver.ResolveEndpoint().Url);
        Lake.Fails(
            "LakeFileNotFound",
            () => new CredentialResolver(new ConnectionOptions(), name => name == "LAKECTL_CONFIG_FILE" ? path + ".none" : null).ResolveEndpoint());
    }

    private LakeCredential Resolve(
        string profile, string file = "[lake]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = secret-of-profile\n[empty]\nregion = eu-central-1\n")
    {
        string path = _folder.File("credentials");
        File.WriteAllText(path, file);
        return new CredentialResolver(
            new ConnectionOptions { ProfileName = profile, Timeout = TimeSpan.FromSeconds(1) },
            name => name == "AWS_SHARED_CREDENTIALS_FILE" ? path : "AKIAENVIRONMENT").ResolveCredential();
    }
}
