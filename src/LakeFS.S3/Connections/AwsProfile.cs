using System;
using System.Collections.Generic;
using System.Linq;
using Amazon.Runtime.CredentialManagement;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Connections;

/// <summary>A profile in the AWS shared credentials and config files, or in the encrypted store of AWS.Tools on Windows.</summary>
internal sealed class AwsProfile
{
    private const string Unreadable = "AWS's credentials or config file can't be read, or has a line that is neither [name] nor name = value.";

    private readonly Lazy<CredentialProfile?> _found;
    private readonly string _name;
    private readonly TimeSpan _timeLimit;

    /// <summary>Describes a profile without reading it.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="environment">Returns an environment variable.</param>
    /// <param name="timeLimit">The time limit of its <c>credential_process</c>.</param>
    public AwsProfile(string name, Func<string, string?> environment, TimeSpan timeLimit)
    {
        _name = name;
        _timeLimit = timeLimit;
        // The SDK reads the variable once per process, but a user may set it at any time.
        _found = new Lazy<CredentialProfile?>(() => Find(environment("AWS_SHARED_CREDENTIALS_FILE")));
    }

    /// <summary>The names of all profiles.</summary>
    /// <param name="environment">Returns an environment variable.</param>
    /// <exception cref="LakeS3Exception"><c>LakeProfileInvalid</c>: AWS's files can't be read.</exception>
    public static IReadOnlyList<string> Names(Func<string, string?> environment)
    {
        try
        {
            string? credentialsFile = environment("AWS_SHARED_CREDENTIALS_FILE") is { Length: > 0 } path ? path : null;
            return [.. new CredentialProfileStoreChain(credentialsFile).ListProfiles().Select(profile => profile.Name).Distinct().OrderBy(name => name, StringComparer.Ordinal)];
        }
        catch (Exception unreadable) when (unreadable is not LakeS3Exception)
        {
            throw ConnectionErrors.ProfileUnusable("default", Unreadable);
        }
    }

    /// <summary>Whether the profile exists.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeProfileInvalid</c>: AWS's files can't be read.</exception>
    public bool Exists => _found.Value is not null;

    /// <summary>The profile's region; null if it has none.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeProfileInvalid</c>: AWS's files can't be read.</exception>
    public string? Region => _found.Value?.Region?.SystemName;

    /// <summary>The profile's endpoint for S3; null if it has none.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeProfileInvalid</c>: AWS's files can't be read.</exception>
    public string? EndpointUrl => _found.Value?.EndpointUrl;

    /// <summary>Returns the profile's key pair. It is renewed on expiry if the profile has a <c>credential_process</c>.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeProfileNotFound</c>, <c>LakeCredentialIncomplete</c> or <c>LakeProfileInvalid</c>.</exception>
    public LakeCredential Credential()
    {
        CredentialProfileOptions options = _found.Value?.Options ?? throw ConnectionErrors.ProfileNotFound(_name);
        string source = $"the AWS profile '{_name}'";
        // A role has permissions of its own, not those of the key pair that assumes it.
        if (!string.IsNullOrEmpty(options.RoleArn))
        {
            throw ConnectionErrors.ProfileUnusable(_name, "it assumes a role.");
        }

        return (string.IsNullOrEmpty(options.AccessKey), string.IsNullOrEmpty(options.SecretKey)) switch
        {
            (false, false) => new LakeCredential(options.AccessKey, options.SecretKey, source, options.Token),
            (false, true) => throw ConnectionErrors.CredentialIncomplete($"aws_access_key_id of {source}", "aws_secret_access_key"),
            (true, false) => throw ConnectionErrors.CredentialIncomplete($"aws_secret_access_key of {source}", "aws_access_key_id"),
            _ when !string.IsNullOrEmpty(options.CredentialProcess) => FromProcess(options.CredentialProcess, source),
            _ when HasAnotherSource(options) => throw ConnectionErrors.ProfileUnusable(_name, "it holds no key pair, but another way to get one."),
            _ => throw ConnectionErrors.ProfileNotFound(_name),
        };
    }

    private CredentialProfile? Find(string? credentialsFile)
    {
        try
        {
            return new CredentialProfileStoreChain(credentialsFile).TryGetProfile(_name, out CredentialProfile found) ? found : null;
        }
        catch (Exception unreadable) when (unreadable is not LakeS3Exception)
        {
            // The SDK's message may quote the line, which may contain the secret.
            throw ConnectionErrors.ProfileUnusable(_name, Unreadable);
        }
    }

    private LakeCredential FromProcess(string command, string source)
    {
        CredentialProcess process = new(_name, command, _timeLimit);
        // Runs now, so that an error is reported here and not by some later request.
        process.GetCredentials();
        return new LakeCredential(process, source);
    }

    private static bool HasAnotherSource(CredentialProfileOptions options) => new[]
    {
        options.SsoAccountId, options.SsoSession, options.SsoStartUrl, options.SourceProfile, options.CredentialSource, options.EndpointName, options.WebIdentityTokenFile,
    }.Any(setting => !string.IsNullOrEmpty(setting));
}
