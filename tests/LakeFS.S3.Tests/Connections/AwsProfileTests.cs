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

    private LakeCredential Resolve(string profile)
    {
        string path = _folder.File("credentials");
        File.WriteAllText(
            path,
            "[lake]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = secret-of-profile\n[empty]\nregion = eu-central-1\n");
        return new CredentialResolver(
            new ConnectionOptions { ProfileName = profile },
            name => name == "AWS_SHARED_CREDENTIALS_FILE" ? path : "AKIAENVIRONMENT").ResolveCredential();
    }
}
